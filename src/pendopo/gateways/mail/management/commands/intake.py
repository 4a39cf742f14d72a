"""`pendopo intake`: takes letters from the mail server of this machine until it is told to stop (PENDOPO_INTAKE)."""
import signal
import threading
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connections
from django.utils.translation import gettext_noop as N_

from pendopo.gateways.mail.intake import ours, take
from pendopo.gateways.mail.lmtp import Listener


class Command(BaseCommand):
    help = N_("Takes mail in over LMTP or SMTP, on this machine alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        listener = listening()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: threading.Thread(target=listener.shutdown).start())
        listener.serve_forever(poll_interval=0.2)
        listener.server_close()


def listening() -> Listener:
    host, _colon, port = settings.INTAKE.rpartition(":")
    try:
        near = ip_address(host).is_loopback
    except ValueError:
        near = False
    if not near or not port.isdecimal() or "@" not in settings.INTAKE_ADDRESS:
        raise CommandError("PENDOPO_INTAKE is 127.0.0.1:PORT, and PENDOPO_INTAKE_ADDRESS the address of the city")
    return Listener((host, int(port)), ours, kept, connections.close_all)


def kept(sender: str, recipient: str, letter: bytes) -> bool:
    close_old_connections()
    return take(sender, recipient, letter)
