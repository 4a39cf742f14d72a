"""The copy of one's data: a ZIP to read (a page), to compute with (JSON), and the files one gave."""
import json
import zipfile
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.models import Person
from pendopo.core.people.personal import Holding
from pendopo.core.people.queries import everything_about, holdings, selves
from pendopo.kit.ui import dates

IN_MEMORY = 4_000_000        # bytes; a larger copy lies on disk until it is sent
WITH = {"organisation": _("organisation"), "record": _("record"), "line": _("line of the ledger"), "source": _("from"),
        "target": _("to"), "office": _("organisation"), "comment": _("comment"), "person": _("person"),
        "milestone": _("milestone"), "commitment": _("commitment")}
COLUMNS = {
    "about": _("about"), "address": _("address"), "alias": _("name in the ledger"), "appeal": _("appeal"),
    "appealed": _("appealed"), "at": _("when"), "body": _("words"), "code": _("code"), "consent": _("agreement"),
    "count": _("how often"), "created": _("made"), "created_at": _("made"), "decided": _("decided"),
    "edited": _("edited"), "email": _("e-mail address"), "ended": _("ended"), "facts": _("facts"),
    "indicator": _("indicator"), "ip": _("address on the network"), "joined": _("since"), "judged": _("decided"),
    "kind": _("kind"), "language": _("language"), "last_login": _("last sign-in"), "last_seen_at": _("last seen"),
    "last_used_at": _("last used"), "level": _("level"), "line": _("line of the ledger"), "made": _("made"),
    "mailed": _("mailed"), "mark": _("mark"), "name": _("name"), "pace": _("how often you are written to"),
    "quiet_from": _("quiet from"), "quiet_until": _("quiet until"), "rank": _("rank"), "seen": _("seen"),
    "name_en": _("name in English"), "phone": _("telephone number"), "plea": _("appeal"), "primary": _("main"),
    "reason": _("reason"), "record": _("record"), "refusal": _("refusal"), "role": _("role"), "salt": _("salt"),
    "seq": _("place in the ledger"), "side": _("side"), "since": _("since"), "sort": _("kind"), "state": _("state"),
    "summary": _("summary"), "template": _("kind"), "text": _("words"), "title": _("title"), "type": _("kind"),
    "until": _("until"), "url": _("address"), "used": _("used"), "user_agent": _("browser"), "value": _("value"),
    "verb": _("what was done"), "verdict": _("decision"), "verified": _("confirmed"), "visibility": _("visible to"),
    "volume": _("how much you hear"), "way": _("how you are told"), "words": _("words"),
    "words_salt": _("salt of the words"), "yes": _("yes or no"),
}
DEEDS = {
    "people.prove": _("You confirmed your address"), "people.prove_phone": _("You confirmed your telephone number"),
    "people.welcome": _("You were welcomed"), "people.change_name": _("You changed your name"),
    "people.change_language": _("You chose a language for mails"), "people.set_password": _("You set a password"),
    "people.look": _("You opened a page as an auditor"), "people.export": _("You took a copy of your data"),
    "people.give_receipt": _("You were given a receipt"), "people.claim_receipt": _("You claimed a receipt"),
    "people.end_receipt": _("You ended a receipt"), "people.assist": _("An officer began to help at the counter"),
    "people.end_assistance": _("The help at the counter ended"), "people.appoint": _("A role was given"),
    "people.end_role": _("A role ended"), "people.propose": _("An organisation was proposed"),
    "people.found": _("An organisation was entered"), "people.vouch": _("An organisation was confirmed"),
    "people.refuse": _("An organisation was refused"), "people.appeal": _("A refusal was appealed"),
    "people.name_holders": _("Two holders of the spare key were named"),
    "people.recover": _("The spare key was used"), "people.succeed": _("An organisation was renamed"),
    "people.invite": _("Somebody was invited"),
    "people.withdraw_invitation": _("An invitation was withdrawn"),
    "people.accept_invitation": _("An invitation was accepted"),
}


def plain(value: Any) -> Any:
    """What JSON can say: instants in ISO 8601, bytes in hex."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return value


def readable(value: Any) -> str:
    """The same for the eye, in the language of the page."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    return str(DEEDS.get(value, plain(value))) if isinstance(value, str) else str(plain(value))


def worded(held: Holding, column: str, row: dict[str, Any]) -> str:
    """A code of the program in words, everything else as it is."""
    value = row[column]
    return str(held.words[column](value, row)) if column in held.words and value else readable(value)


def heading(column: str) -> str:
    """organisation__name -> organisation: name. A column that nobody has named keeps its own."""
    *before, last = column.split("__")
    return ": ".join([*(str(WITH.get(step, step)) for step in before), str(COLUMNS.get(last, last.replace("_", " ")))])


def parts(person: Person, most: int | None = None) -> list[dict[str, Any]]:
    """What is held, for the eye: words over each part, its rows, and what happens to it when the person goes.

    `most`: only so many rows of each, the newest; `count` says how many there are.
    """
    found = everything_about(person)
    return [{"name": held.name, "title": str(held.title or held.model._meta.verbose_name_plural),
             "columns": [heading(column) for column in held.shows], "keeps": held.keeps,
             "count": len(found[held.name]),
             "rows": [[worded(held, column, row) for column in held.shows] for row in found[held.name][-(most or 0):]]}
            for held in holdings()]


def pack(person: Person) -> IO[bytes]:
    """data.json, data.html and files/: a temporary file, at its beginning."""
    made = timezone.now()
    held_rows = {name: [{column: plain(value) for column, value in row.items()} for row in rows]
                 for name, rows in everything_about(person).items()}
    target: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the answer closes it when it is sent
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("data.json", json.dumps({"made": made.isoformat(), "holdings": held_rows}, indent=1,
                                                ensure_ascii=False, default=str))
        bundle.writestr("data.html", render_to_string("people/copy.html", {"parts": parts(person), "made": made}))
        for held in holdings():
            for one in selves(person) if held.files else []:
                put_files(bundle, held, one)
    target.seek(0)
    return target


def put_files(bundle: zipfile.ZipFile, held: Holding, person: Person) -> None:
    """Files keep their names; of two alike the second one gets a number."""
    taken = set(bundle.namelist())
    for number, (name, file) in enumerate(held.files(person) if held.files else [], 1):
        with file:
            place = f"files/{name}" if f"files/{name}" not in taken else f"files/{number}-{name}"
            bundle.writestr(place, file.read())
        taken.add(place)
