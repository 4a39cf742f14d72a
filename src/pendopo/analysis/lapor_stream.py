"""LAPOR!'s stream as far as anybody outside could read of it (spec/reports-and-requests.md, A1).

Two calls are known in part. `gettopics`: JSON with a key token, an answer of topics (id, parent, topic_name).
`addstream` as a public chatbot sent it: text/xml, a root with a token, a reporter, a report with the flags rahasia and
anonim, an answer with trackingid and transaksiid. The rest is not known (UNKNOWN), and today's documents are shown
only to accounts with the developer role. So nothing here is promised to fit the live interface: a city that has an
account holds these names against its documents first, and works with the daily sheet until then (ringkas.py).
"""
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pendopo.analysis import plain_xml

ADD = "/api/stream/addstream"
TOPICS = "/api/services/f01/gettopics"
TYPE = "text/xml; charset=utf-8"
UNKNOWN = (
    "The name of the root element of addstream and of its answer: lapor and respon are ours; the reader takes any.",
    "The names of the elements of reporter and report, beyond that they hold e-mail, phone, first and last name, text.",
    "Whether attachments, place, category and date of the event can be sent, and how.",
    "What an error looks like: every answer without trackingid is taken as a refusal.",
    "How status and answers are read back: the calls after gettopics lie beyond what could be read.",
    "Which of the two numbers of the answer the public page /pengaduan/<id> uses; trackingid is assumed.",
    "How often one may call, and how long a token holds.",
)


class NotLapor(ValueError):
    """What came has not the shape described above."""


@dataclass(frozen=True)
class Reporter:
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Letter:
    """One report on its way. An anonymous one goes without a reporter."""
    token: str
    text: str
    reporter: Reporter = Reporter()
    secret: bool = False
    anonymous: bool = False


@dataclass(frozen=True)
class Answer:
    tracking_id: str
    transaction_id: str = ""


@dataclass(frozen=True)
class Topic:
    id: str
    name: str
    parent: str = "0"                                   # 0 stands at the top


def write_letter(letter: Letter) -> bytes:
    """The body of a POST to ADD."""
    who = Reporter() if letter.anonymous else letter.reporter
    named = "".join(f"<{name}>{plain_xml.escape(plain_xml.clean(value))}</{name}>" for name, value in (
        ("email", who.email), ("phone", who.phone), ("first_name", who.first_name), ("last_name", who.last_name)))
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<lapor token={plain_xml.quoted(plain_xml.clean(letter.token))}>'
            f'<reporter>{named}</reporter><report rahasia="{int(letter.secret)}" anonim="{int(letter.anonymous)}">'
            f"{plain_xml.escape(plain_xml.clean(letter.text))}</report></lapor>").encode()


def read_letter(body: bytes) -> Letter:
    """As a server reads it: for the fixture server of the tests."""
    root = _root(body)
    report, who = root.child("report"), root.child("reporter")
    if report is None or "token" not in root.attributes:
        raise NotLapor("no token or no report")
    names = ("first_name", "last_name", "email", "phone")
    reporter = Reporter(*(who.said(name) for name in names)) if who else Reporter()
    return Letter(root.attributes["token"], report.text, reporter, report.attributes.get("rahasia") == "1",
                  report.attributes.get("anonim") == "1")


def write_answer(answer: Answer) -> bytes:
    return ('<?xml version="1.0" encoding="utf-8"?>\n<respon>'
            f"<trackingid>{plain_xml.escape(answer.tracking_id)}</trackingid>"
            f"<transaksiid>{plain_xml.escape(answer.transaction_id)}</transaksiid></respon>").encode()


def read_answer(body: bytes) -> Answer:
    """The two numbers, wherever they stand. Raises NotLapor: then the report stays in our queue."""
    found: dict[str, str] = {}
    for node in _root(body).walk():
        found |= {name.lower(): value for name, value in node.attributes.items()}
        if not node.children:
            found[node.name.lower()] = node.text.strip()
    if not found.get("trackingid"):
        raise NotLapor("no trackingid")
    return Answer(found["trackingid"], found.get("transaksiid", ""))


def ask_topics(token: str) -> bytes:
    """The body of a POST to TOPICS; that the key is named token is told, its place in the body is not."""
    return json.dumps({"token": token}).encode()


def write_topics(topics: Iterable[Topic]) -> bytes:
    return json.dumps([{"id": topic.id, "parent": topic.parent, "topic_name": topic.name} for topic in topics],
                      ensure_ascii=False).encode()


def read_topics(body: bytes) -> list[Topic]:
    """The first list of things with id and topic_name, however it is wrapped."""
    try:
        found = _list_in(json.loads(body), 0)
    except (ValueError, RecursionError):
        raise NotLapor("no JSON") from None
    if found is None:
        raise NotLapor("no topics")
    return [Topic(str(one["id"]), str(one["topic_name"]), str(one.get("parent") or "0")) for one in found]


def _list_in(found: Any, depth: int) -> list[dict[str, Any]] | None:
    if isinstance(found, list):
        good = [one for one in found if isinstance(one, dict) and "id" in one and "topic_name" in one]
        return good if len(good) == len(found) else None
    if isinstance(found, dict) and depth < 4:
        inside = (_list_in(value, depth + 1) for value in found.values())
        return next((one for one in inside if one is not None), None)
    return None


def _root(body: bytes) -> plain_xml.Node:
    try:
        return plain_xml.read(body)
    except plain_xml.Broken as broken:
        raise NotLapor(str(broken)) from None
