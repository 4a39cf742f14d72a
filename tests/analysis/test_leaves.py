"""What a line commits to: one way to write it, hidden by a salt, opened only by the true words."""
import json
from hashlib import sha256
from hmac import digest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis import leaves

SALT, OTHER = bytes(range(16)), bytes(16)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, max_leaves=12, extend=lambda inner: (
    st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)))


def test_canonical_is_one_exact_form():
    assert leaves.canonical({"b": 1, "a": [True, None, "é\u2028\n\""], "é": {}}) == \
        '{"a":[true,null,"é\u2028\\n\\""],"b":1,"é":{}}'.encode()


@pytest.mark.parametrize("foreign", [1.5, {"a": 2.0}, [float("nan")], {"a": (1,)}, {1: "a"}, {"a": {None: 1}}, b"a",
                                     {"a": {1, 2}}, {"a": "\ud800"}])
def test_what_two_machines_could_write_differently_is_refused(foreign: object):
    with pytest.raises(ValueError):
        leaves.canonical(foreign)


@given(VALUES)
def test_canonical_survives_being_read_and_written_again(value: object):
    once = leaves.canonical(value)
    assert leaves.canonical(json.loads(once)) == once


def test_commitment_is_the_hmac_and_the_salt_has_sixteen_bytes():
    facts = {"verb": "reports.add"}
    assert leaves.commit(SALT, facts) == digest(SALT, b'{"verb":"reports.add"}', "sha256")
    for salt in (b"", SALT[:15], SALT + b"\0"):
        with pytest.raises(ValueError):
            leaves.commit(salt, facts)


def test_entry_joins_facts_and_words():
    facts, words = leaves.commit(SALT, {"a": 1}), leaves.commit(OTHER, {"b": "Sari Contoh"})
    assert leaves.entry(facts, words) == sha256(b"pendopo-entry-v1\n" + facts + words).digest()
    assert leaves.entry(facts, None) == sha256(b"pendopo-entry-v1\n" + facts + bytes(32)).digest()
    assert leaves.leaf_hash(leaves.entry(facts, None)) == sha256(b"\0" + leaves.entry(facts, None)).digest()


def test_opening_fits_with_words_without_words_and_with_their_hash_alone():
    facts, words = {"verb": "voices.add"}, {"text": "Jalan rusak"}
    facts_hash, words_hash = leaves.commit(SALT, facts), leaves.commit(OTHER, words)
    whole = {"f": facts, "s": SALT.hex(), "p": words, "t": OTHER.hex()}
    erased = {"f": facts, "s": SALT.hex(), "h": words_hash.hex()}
    assert leaves.opens(leaves.entry(facts_hash, words_hash), whole)
    assert leaves.opens(leaves.entry(facts_hash, words_hash), erased)
    assert leaves.opens(leaves.entry(facts_hash, None), {"f": facts, "s": SALT.hex()})
    assert not leaves.opens(leaves.entry(facts_hash, words_hash), {"f": facts, "s": SALT.hex()})
    for key, value in (("f", {"verb": "voices.hide"}), ("s", OTHER.hex()), ("p", {"text": "Jalan bagus"}),
                       ("t", SALT.hex()), ("s", "zz"), ("s", 5), ("p", {"text": 1.5})):
        assert not leaves.opens(leaves.entry(facts_hash, words_hash), whole | {key: value})
    assert not leaves.opens(leaves.entry(facts_hash, words_hash), {})


@given(VALUES, VALUES)
def test_two_different_objects_never_share_a_commitment(one: object, two: object):
    same = leaves.canonical(one) == leaves.canonical(two)
    assert (leaves.commit(SALT, one) == leaves.commit(SALT, two)) is same
