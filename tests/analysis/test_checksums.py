"""Check digits: one digit of ten holds, a wrong one is seen. All numbers are invented or printed in the standards."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.checksums import luhn, mod11, mod97, named

NIF = (9, 8, 7, 6, 5, 4, 3, 2)


def test_numbers_that_are_printed_with_their_rule():
    assert luhn("79927398713") and not luhn("79927398710")
    assert mod11(NIF, "123456789") and not mod11(NIF, "123456780")
    assert mod11(NIF, "100000010") and mod11(NIF, "100000100"), "10 and 11 are written 0"
    assert mod97("3214282912345698765432161182") and not mod97("3214282912345698765432161183")


@given(st.text("0123456789", min_size=8, max_size=8))
def test_one_digit_of_ten_holds(number):
    for rule in (luhn, named(["mod11", *map(str, NIF)], 9)):
        assert sum(rule(number + last) for last in "0123456789") == 1


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_luhn_sees_every_single_wrong_digit(number, at, more):
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1:]
    assert not (luhn(number) and luhn(wrong))


@pytest.mark.parametrize("words", [["mod11"], ["mod11", "1", "2"], ["mod11", *"9876543x"], ["crc"], []])
def test_a_rule_that_is_not_known_or_does_not_fit_is_refused(words):
    with pytest.raises(ValueError):
        named(words, 9)
