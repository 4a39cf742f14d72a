"""Letters that left as files in HOME/mail, where no mail server is named: found again, so that they can go as well."""
from collections.abc import Iterable
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import SMTP
from pathlib import Path

from django.conf import settings

from pendopo.kit.post.models import Letter


def folder() -> Path:
    return Path(settings.HOME) / "mail"


def name_of(letter: Letter) -> str:
    """Of its file, without the ending: in the order of arrival, with the number of its row."""
    return f"{letter.made:%Y%m%d-%H%M%S}-{letter.pk}"


def paper(letter: Letter) -> Path:
    """Where its file lies, if it left as one."""
    return folder() / f"{name_of(letter)}.eml"


def to_address(address: str) -> list[Path]:
    """Every file to this address. They are read, because the row of a code that was sent knows it no more."""
    parser, wanted = BytesHeaderParser(policy=SMTP), address.casefold()
    found = []
    for path in lying():
        with path.open("rb") as file:
            to = parser.parse(file)["To"]
        if to is not None and wanted in [str(one.addr_spec).casefold() for one in to.addresses]:
            found.append(path)
    return found


def before(moment: datetime) -> list[Path]:
    return [path for path in lying() if path.stat().st_mtime < moment.timestamp()]


def lying() -> Iterable[Path]:
    return sorted(folder().glob("*.eml"))


def remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
