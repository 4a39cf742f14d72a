"""Clients that nobody here wrote, against a real site: granian, a home of its own, an invented town with reports."""
import json
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.attacks.running import Running, free_port

TOWN = """import json, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pendopo.gateways.open311 import keys
from tests.gateways.open311.town import Streets
town = Streets()
reports = [town.published(text=f"Jalan berlubang nomor {n}", days_ago=n, closed=n == 3,
                          lat=town.village.lat, lng=town.village.lng) for n in range(5)]
secret, _ = town.report(secret=True)
print(json.dumps({"codes": [one.code for one in reports], "secret": secret.code,
                  "key": keys.give(name="Klien", scopes=("read", "write"))}))
"""


class Place(Running):
    """Without the demo city: the town of the tests lives there."""

    @property
    def env(self):
        return {**super().env, "PENDOPO_DEMO": "0", "PYTHONPATH": f"{super().env['PYTHONPATH']}:."}


@pytest.fixture(scope="session")
def place():
    home = Path(tempfile.mkdtemp(prefix="pendopo-peers-"))
    one = Place(home, free_port())
    one.known = json.loads(one.python("-c", TOWN).splitlines()[-1])
    one.start()
    yield one
    one.stop()
    shutil.rmtree(home, ignore_errors=True)
