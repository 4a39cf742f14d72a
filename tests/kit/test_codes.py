"""Codes copied by hand: a slip is forgiven when it can be understood and named when it cannot."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit import codes

PREFIXES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=5)
YEARS = st.integers(2000, 2999)
NUMBERS = st.integers(1, 999_999_999)
CODES = st.builds(codes.record_code, PREFIXES, YEARS, NUMBERS)
RECEIPTS = st.builds(lambda _n: codes.new_receipt(), st.integers())
SAME = [{"0", "O"}, {"1", "I", "L"}]
KEY = b"k" * 32


def meant(text: str) -> str | None:
    try:
        return str(codes.parse_record_code(text))
    except codes.Mistyped:
        return None


def receipt_meant(text: str) -> str | None:
    try:
        return codes.parse_receipt(text)
    except codes.Mistyped:
        return None


def test_a_code_reads_as_documented() -> None:
    code = codes.record_code("LAP", 2026, 1)
    assert code == "LAP-2026-0001-Y"
    assert codes.parse_record_code(code) == ("LAP", 2026, 1, "Y")


@given(PREFIXES, YEARS, NUMBERS)
def test_what_is_made_is_understood(prefix: str, year: int, number: int) -> None:
    code = codes.parse_record_code(codes.record_code(prefix, year, number))
    assert (code.prefix, code.year, code.number) == (prefix, year, number)


@given(CODES, st.sampled_from(["", " ", "-", " - ", ".", "–", "/"]), st.booleans())
def test_spaces_dashes_and_case_do_not_matter(code: str, between: str, small: bool) -> None:
    typed = between.join(code.split("-"))
    assert meant(typed.lower() if small else typed) == code


@given(CODES, st.data())
def test_letters_that_look_like_digits_are_understood(code: str, data: st.DataObject) -> None:
    prefix, rest = code.split("-", 1)
    rest = rest.replace("0", data.draw(st.sampled_from("0Oo"))).replace("1", data.draw(st.sampled_from("1IiLl")))
    assert meant(f"{prefix.replace('O', '0')}-{rest}") == code


@given(CODES, st.data())
def test_every_single_wrong_character_is_caught(code: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, letter in enumerate(code) if letter != "-"]))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if wrong == code[at] or any({wrong, code[at]} <= same for same in SAME):
        return
    assert meant(code[:at] + wrong + code[at + 1:]) is None


@given(CODES, st.data())
def test_every_exchange_of_neighbours_is_caught(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code) - 2))
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2:]
    assert meant(typed) in ([code] if "-" in code[at:at + 2] or code[at] == code[at + 1] else [None])


@given(st.text())
def test_any_text_is_a_code_or_mistyped(text: str) -> None:
    assert meant(text) is None or codes.RECORD_PATTERN
    assert codes.in_address(text) is None or "-" in text
    assert receipt_meant(text) is None


@pytest.mark.parametrize("text", ["", "LAP", "LAP-2026-0001", "LAP-2026-00001-Y", "LAP-2026-0000-Z", "L-2026-0001-A",
                                  "LAP-2026-0001-Y" + " " * 200 + "x"])
def test_what_is_no_code_is_said_so(text: str) -> None:
    with pytest.raises(codes.Mistyped) as refused:
        codes.parse_record_code(text)
    assert str(refused.value.sentence)


def test_only_the_code_counts_in_an_address() -> None:
    assert str(codes.in_address("LAP-2026-0001-Y-jalan-rusak")) == "LAP-2026-0001-Y"
    assert str(codes.in_address("lap-2026-0001-y")) == "LAP-2026-0001-Y"
    assert codes.in_address("LAP-2026-0001-Q-jalan-rusak") is None
    assert codes.in_address("jalan-rusak") is None


@pytest.mark.parametrize(("prefix", "year", "number"),
                         [("L", 2026, 1), ("lap", 2026, 1), ("LAP", 26, 1), ("LAP", 2026, 0)])
def test_a_code_out_of_form_is_never_made(prefix: str, year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no code"):
        codes.record_code(prefix, year, number)


@given(RECEIPTS)
def test_a_receipt_has_five_groups_each_with_a_letter(receipt: str) -> None:
    groups = receipt.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert not any(group.isdigit() for group in groups)
    assert codes.parse_receipt(receipt.lower().replace("-", " ")) == receipt


@given(RECEIPTS, st.data())
def test_a_slip_in_a_receipt_is_caught(receipt: str, data: st.DataObject) -> None:
    bare = receipt.replace("-", "")
    at, wrong = data.draw(st.integers(0, 18)), data.draw(st.sampled_from(codes.ALPHABET))
    swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2:]
    assert receipt_meant(swapped) == (receipt if swapped == bare else None)
    changed = bare[:at] + wrong + bare[at + 1:]
    assert receipt_meant(changed) == (receipt if changed == bare else None)


def test_receipts_do_not_repeat() -> None:
    assert len({codes.new_receipt() for _draw in range(2000)}) == 2000


def test_a_receipt_is_stored_as_a_keyed_hash() -> None:
    receipt = codes.new_receipt()
    kept = codes.receipt_hash(KEY, receipt)
    assert len(kept) == 64
    assert kept == codes.receipt_hash(KEY, receipt.lower().replace("-", ""))
    assert kept != codes.receipt_hash(b"q" * 32, receipt)
    with pytest.raises(ValueError, match="fewer than 32 bytes"):
        codes.receipt_hash(b"short", receipt)
