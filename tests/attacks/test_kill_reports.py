"""Power cuts while people report, and forms that come twice, on a real site.

kill -9 takes all processes at once in the middle of it. Each report that was answered with a code is there, once, with
its words, its photo and its receipt; and what is sent again because the answer got lost is still one report.
"""
import base64
import json
import re
import secrets
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.middleware.csrf import _get_new_csrf_string

from tests.attacks.running import BOTH, CONNECTIONS, Running, copy_of, free_port, new_database, wait
from tests.attacks.test_kill import checked
from tests.attacks.test_kill import furnished as furnished
from tests.attacks.test_kill import memory as memory

RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
CODE = re.compile(r"LAP-\d{4}-\d{7}-[0-9A-Z]")
PHOTO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8BQDwAEgAF/QualzQAAAABJRU5E"
                         "rkJggg==")
OPENED = """import django, json; django.setup()
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.opening import file_of, told, unlocked
found = []
for report in Report.objects.filter(channel="web").exclude(form_key=None).select_related("key"):
    box = unlocked(report)
    files = [len(file_of(one, box)[2]) for one in report.enclosures.select_related("file")]
    found.append([report.code, told(report, box).text, len(files), report.timeline.count(), report.clocks.count()])
print(json.dumps(found))
"""


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest, furnished: Path) -> Iterator[Running]:
    if request.param == "sqlite":
        running = Running(copy_of(furnished), free_port())
    else:
        running = Running(Path(tempfile.mkdtemp(prefix="pendopo-kill-")), free_port(), new_database())
        running.prepare()
    running.start()
    yield running
    running.stop()
    shutil.rmtree(running.home, ignore_errors=True)


class Form:
    """What somebody filled in; sent once or several times. Each tenth has a photo, each third is secret."""

    def __init__(self, number: int, mark: str) -> None:
        self.text = f"Laporan rekaan {mark} nomor {number}: jalan di gang kami berlubang."
        self.photo = number % 10 == 0
        self.fields = {"step": "2", "text": self.text, "key": f"{mark}-{secrets.token_hex(8)}",
                       "classification": "complaint", "name": f"Warga {number} Contoh", "secret": "on"}
        if number % 3:
            del self.fields["secret"]

    def body(self, token: str) -> tuple[bytes, str]:
        mark = secrets.token_hex(8)
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in {**self.fields, "csrfmiddlewaretoken": token}.items()]
        if self.photo:
            parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="enclosed"; filename="a.png"\r\n'
                         f'Content-Type: image/png\r\n\r\n'.encode() + PHOTO + b"\r\n")
        return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"

    def send(self, connection: HTTPConnection) -> tuple[int, str, str]:
        """(status, code, receipt)"""
        known = _get_new_csrf_string()
        body, kind = self.body(known)
        connection.request("POST", "/laporan/lapor/", body, {
            "Cookie": f"pendopo_form={known}", "Content-Type": kind})
        answer = connection.getresponse()
        page = answer.read().decode()
        code, receipt = CODE.search(page), RECEIPT.search(page)
        return answer.status, code[0] if code else page[-3000:], receipt[0] if receipt else ""


class Crowd:
    """Eight people at a time report, until all is sent or the site is gone."""

    def __init__(self, site: Running, forms: list[Form]) -> None:
        self.site, self.todo, self.done = site, list(reversed(forms)), dict[str, tuple[str, str]]()
        self.refused: list[tuple[int, str]] = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.write, daemon=True) for _n in range(CONNECTIONS)]

    def start(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def join(self) -> "Crowd":
        for thread in self.threads:
            thread.join(timeout=180)
            assert not thread.is_alive()
        assert not self.refused, (self.refused[:2], (self.site.home / "run.log").read_text()[-4000:])
        return self

    def until(self, many: int) -> None:
        wait(lambda: len(self.done) >= many or not any(thread.is_alive() for thread in self.threads), 180)

    def write(self) -> None:
        connection = HTTPConnection("localhost", self.site.port, timeout=30)
        while True:
            with self.lock:
                if not self.todo:
                    break
                form = self.todo.pop()
            try:
                status, code, receipt = form.send(connection)
            except (OSError, HTTPException):
                break                                   # nobody answered: it may be there or not, both are right
            with self.lock:
                if status == 200 and receipt:
                    self.done[form.text] = (code, receipt)
                else:
                    self.refused.append((status, code))
        connection.close()


def there(site: Running) -> list[tuple[str, str, int, int, int]]:
    """(code, text, files, rows, clocks) of every report that came by the form, opened with the keys of the house."""
    return [(code, text, files, rows, clocks) for code, text, files, rows, clocks in json.loads(
        site.python("-c", OPENED).splitlines()[-1])]


def once_each(site: Running, forms: list[Form], done: dict[str, tuple[str, str]], all_of_them: bool = False) -> None:
    found = [row for row in there(site) if row[1] in {form.text for form in forms}]
    times = Counter(text for _code, text, *_more in found)
    assert set(times.values()) <= {1}, [text for text, many in times.items() if many > 1][:3]
    codes = {text: code for code, text, *_more in found}
    assert {text: code for text, (code, _receipt) in done.items()}.items() <= codes.items(), "lost, or another code"
    with_photo = {form.text for form in forms if form.photo}
    for code, text, files, rows, clocks in found:                # nothing is there by halves
        assert (files, rows, clocks) == (int(text in with_photo), 1, 1), (code, files, rows, clocks)
    assert not all_of_them or set(times) == {form.text for form in forms}


def opens(site: Running, code: str, receipt: str, text: str) -> None:
    """The receipt that was told opens the report."""
    known = _get_new_csrf_string()
    connection = HTTPConnection("localhost", site.port, timeout=30)
    connection.request("POST", "/akun/tanda-terima/", urlencode({
        "code": receipt, "csrfmiddlewaretoken": known}), {
            "Cookie": f"pendopo_form={known}", "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 302 and answer.headers["Location"] == f"/laporan/{code}/saya/", (answer.status, code)
    cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
    status, page = site.get(f"/laporan/{code}/saya/", cookie)
    assert status == 200 and text.encode() in page


def cut(site: Running, memory: str, many: int, rounds: int) -> None:
    """So many reports; in the middle of each round the power goes. Then everybody who got no answer sends again, and
    some who did."""
    before = checked(site, memory)
    done: dict[str, tuple[str, str]] = {}
    forms: list[Form] = []
    for number in range(rounds):
        batch = [Form(one, f"r{number}") for one in range(many // rounds)]
        crowd = Crowd(site, batch).start()
        crowd.until(len(batch) // 2)
        site.kill()
        crowd.join()
        assert len(batch) // 2 <= len(crowd.done) < len(batch)
        forms, done = [*forms, *batch], done | crowd.done
        site.start()
        after = checked(site, memory)
        assert after.origin == before.origin and after.size > before.size and not after.counts["first"]
        before = after
    once_each(site, forms, done)
    for text, (code, receipt) in list(done.items())[::max(1, len(done) // 5)]:
        opens(site, code, receipt, text)
    again = Crowd(site, [form for form in forms if form.text not in done] + forms[:20]).start().join()
    once_each(site, forms, done | {text: (code, "") for text, (code, _r) in again.done.items()}, all_of_them=True)
    checked(site, memory)


def test_every_acknowledged_report_is_there_once(site: Running, memory: str) -> None:
    cut(site, memory, 100, 1)
    twice(site)


@pytest.mark.slow
def test_nothing_is_lost_in_a_thousand_reports_and_four_power_cuts(site: Running, memory: str) -> None:
    cut(site, memory, 1_000, 4)


def twice(site: Running) -> None:
    """Eight clicks on one button at the same moment: one report; each click is answered with its code and a receipt
    that opens it."""
    for number in (10, 3):                          # with a photo, and a secret one
        form, answers, gate = Form(number, f"klik{number}"), list[tuple[int, str, str]](), threading.Barrier(8)

        def click(form: Form = form, answers: list[tuple[int, str, str]] = answers,
                  gate: threading.Barrier = gate) -> None:
            connection = HTTPConnection("localhost", site.port, timeout=60)
            gate.wait()
            answers.append(form.send(connection))
            connection.close()

        clicks = [threading.Thread(target=click) for _one in range(8)]
        for one in clicks:
            one.start()
        for one in clicks:
            one.join(timeout=90)
        assert [status for status, _code, _receipt in answers] == [200] * 8, (
            answers, (site.home / "run.log").read_text()[-3000:])
        assert len({code for _status, code, _receipt in answers}) == 1
        assert len({receipt for _status, _code, receipt in answers}) == 8
        once_each(site, [form], {form.text: (answers[0][1], "")}, all_of_them=True)
        opens(site, answers[0][1], answers[-1][2], form.text)
