"""What people mean, however they type it."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.gateways.sms.understanding import understand
from pendopo.kit.codes import record_code

CODE = record_code("LAP", 2026, 4711234)


@pytest.mark.parametrize(("text", "sort"), [
    ("BANTUAN", "help"), ("help!", "help"), ("Berhenti", "stop"), ("stop", "stop"), ("mulai", "start"),
    ("LAPOR jalan rusak", "report"), ("lapor: jalan rusak", "report"), ("jalan rusak", "talk"), ("", "talk"),
    ("stop truk besar lewat jalan desa kami tiap malam", "talk"), ("ya", "talk"), ("KODE", "help")])
def test_sorts(text, sort):
    assert understand(text, ()).sort == sort


@pytest.mark.parametrize("text", [CODE, CODE.lower(), f"STATUS {CODE}", f"cek {CODE.replace('-', ' ')}",
                                  CODE.replace("-", ""), f" {CODE}. "])
def test_a_code_is_found_however_it_is_typed(text):
    found = understand(text, ())
    assert found.sort == "about" and found.code == CODE


def test_words_after_the_code_are_said_about_it():
    found = understand(f"{CODE}: TIDAK, masih padam", ())
    assert (found.code, found.text) == (CODE, "TIDAK, masih padam")


def test_a_mistyped_code_is_no_talk():
    found = understand("LAP-2026-4711234-0 halo", ())
    assert found.sort == "about" and not found.code


@pytest.mark.parametrize(("text", "flags", "rest"), [
    ("LAPOR RAHASIA ada pungli", (True, False), "ada pungli"), ("utara anonim rahasia x y", (True, True), "x y"),
    ("lapor rahasia", (True, False), ""), ("LAPOR anonimkan saja", (False, False), "anonimkan saja")])
def test_flags(text, flags, rest):
    found = understand(text, {"UTARA"})
    assert (found.secret, found.anonymous) == flags and found.text == rest


@given(st.text(max_size=300))
def test_nothing_that_somebody_writes_breaks_it(text):
    assert understand(text, {"UTARA"}).sort in ("help", "stop", "start", "about", "report", "talk")
