"""LAPOR!'s stream: submission as a public program did it (analysis/lapor_stream.py). Status and answers are read from
an address that the city's developer account names (PENDOPO_LAPOR_NEWS); their shape is ours, because nobody outside
could read theirs: it has to be held against the documents of the account before it is used."""
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from pendopo.analysis import lapor_stream
from pendopo.gateways.lapor.desk import Answer, Case, Closed, Desk, Later, News, Rejected, Unsure
from pendopo.kit.fetch import Reply, Unreachable, fetch

JSON = "application/json"
LONGEST = 20_000                     # characters of an answer that is taken over


@dataclass(frozen=True)
class Stream:
    base: str                        # https://host
    token: str
    path: str = ""                   # of status and answers

    @property
    def asks(self) -> bool:
        return bool(self.path)

    def submit(self, case: Case) -> str:
        letter = lapor_stream.Letter(
            self.token, f"{case.text}\n\n[{case.code}]",
            lapor_stream.Reporter(case.first_name, case.last_name, case.email, case.phone), case.secret,
            case.anonymous)
        try:
            reply = fetch(self.base + lapor_stream.ADD, method="POST", body=lapor_stream.write_letter(letter),
                          headers={"Content-Type": lapor_stream.TYPE})
        except Unreachable as error:
            raise (Unsure if error.sent else Closed)(str(error)) from None
        except ValueError:
            raise Unsure("answer") from None
        if reply.status >= 500:
            raise Unsure(f"HTTP {reply.status}")
        refused(reply)
        try:
            return lapor_stream.read_answer(reply.body).tracking_id[:60]
        except lapor_stream.NotLapor:
            raise Later("NotLapor") from None

    def find(self, code: str) -> str:
        for one in self.ask({"search": code}):
            if f"[{code}]" in str(one.get("text", "")) and one.get("trackingid"):
                return str(one["trackingid"])[:60]
        return ""

    def news(self, numbers: Sequence[str]) -> list[News]:
        wanted = set(numbers)
        return [News(str(one["trackingid"]), str(one.get("status") or "")[:60], answers(one.get("answers")))
                for one in self.ask({"trackingid": list(numbers)}) if str(one.get("trackingid")) in wanted]

    def say(self, number: str, text: str, key: str) -> None:
        refused(self.post({"trackingid": number, "answer": text, "key": key}), answering=True)

    def ask(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        reply = self.post(question)
        refused(reply, answering=True)
        try:
            found = json.loads(reply.body)
        except (ValueError, RecursionError):
            raise Later("NotLapor") from None
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def post(self, told: dict[str, Any]) -> Reply:
        try:
            return fetch(self.base + self.path, method="POST", headers={"Content-Type": JSON},
                         body=json.dumps({"token": self.token, **told}).encode())
        except Unreachable as error:
            raise Closed(str(error)) from None
        except ValueError:
            raise Later("answer") from None


def refused(reply: Reply, answering: bool = False) -> None:
    if reply.status in (401, 403):
        raise Closed(f"HTTP {reply.status}")
    if reply.status == 429 or (answering and reply.status >= 500):
        raise Later(f"HTTP {reply.status}")
    if reply.status >= 300:
        raise Rejected(f"HTTP {reply.status}")


def answers(found: Any) -> tuple[Answer, ...]:
    """Those with a number of their own and words."""
    return tuple(Answer(str(one["id"])[:60], str(one["text"])[:LONGEST], str(one.get("agency") or "")[:200])
                 for one in (found if isinstance(found, list) else [])
                 if isinstance(one, dict) and one.get("id") and one.get("text"))


def stream() -> Desk | None:
    """As the settings name it; None: only the daily sheet."""
    parts = urlsplit(settings.LAPOR_URL)
    if not parts.hostname:
        return None
    port = f":{parts.port}" if parts.port else ""
    return Stream(f"{parts.scheme}://{parts.hostname}{port}", unquote(parts.username or ""), settings.LAPOR_NEWS)
