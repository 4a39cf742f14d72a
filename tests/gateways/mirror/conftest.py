"""An invented city, and somebody outside who copies it: asked as over the net, but without a socket."""
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from pendopo.channels.plans.models import Commitment
from pendopo.core.ledger.actions import seal
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.gateways.mirror.asking import Answer, Asker
from pendopo.gateways.mirror.run import Done, Wish, mirror
from tests.web.town import office, plan, town

CITY = "http://localhost:8000"


class Outside:
    """Somebody with a folder. `asked`: every path that the city was asked for."""

    def __init__(self, folder: Any) -> None:
        self.folder, self.asked = folder, list[str]()
        self.away, self.patience = False, 1_000_000      # questions that the city answers before it falls silent

    def send(self, path: str, headers: dict[str, str]) -> Answer:
        if self.away or len(self.asked) >= self.patience:
            raise ConnectionRefusedError
        self.asked.append(path)
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()
                 if name != "Accept-Encoding"}
        got = Client().get(path, **given)
        body = b"".join(got.streaming_content) if got.streaming else got.content
        return Answer(got.status_code, body, got.headers.get("Content-Type", "").partition(";")[0],
                      got.headers.get("ETag", ""), got.headers.get("Location", ""))

    def copies(self, **more: Any) -> Done:
        self.asked.clear()
        return mirror(Wish(CITY, self.folder, "Forum Contoh", **more), Asker(self.send))

    def page(self, path: str) -> str:
        return str((self.folder / "www" / path).read_text("utf-8"))


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Any) -> Any:
    settings.LEDGER_ROOT, settings.KEYS_ROOT = tmp_path / "ledger", tmp_path / "keys"
    for place in (settings.LEDGER_ROOT, settings.KEYS_ROOT):
        place.mkdir()
    whose = town()
    promised("Data anggaran desa terbuka")
    promised("Perizinan selesai dalam lima hari")
    seal()
    return whose


@pytest.fixture
def outside(tmp_path: Any) -> Outside:
    return Outside(tmp_path / "mirror")


def promised(title: str, **more: Any) -> Commitment:
    """A public record whose first row says what plan and number it has, as the channel's own actions do."""
    number = str(Commitment.objects.count() + 1)
    made = Commitment(title=title, number=number, position=int(number), level="local", created=timezone.now(),
                      office=office(), **({"plan": plan()} | more))
    return records.add(made, by=system("import"), office=made.office, facts={"plan": made.plan.code, "number": number})
