import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis import lapor_stream
from pendopo.analysis.lapor_stream import Answer, Letter, NotLapor, Reporter, Topic

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff",
                             include_characters="\n\r\t"), max_size=40)
NAME = WORD.map(str.strip)
LETTER = st.builds(Letter, WORD, WORD, st.builds(Reporter, NAME, NAME, NAME, NAME), st.booleans(), st.booleans())


@given(LETTER)
def test_a_letter_is_read_as_it_was_written_and_an_anonymous_one_has_no_reporter(letter):
    again = lapor_stream.read_letter(lapor_stream.write_letter(letter))
    assert again == (Letter(letter.token, letter.text, Reporter(), letter.secret, True) if letter.anonymous else letter)


@given(NAME.filter(bool), NAME)
def test_an_answer(tracking, transaction):
    answer = Answer(tracking, transaction)
    assert lapor_stream.read_answer(lapor_stream.write_answer(answer)) == answer


@pytest.mark.parametrize("body", [
    b'<r trackingid="7" transaksiid="8"/>', b"<a><b><trackingid> 7 </trackingid></b><transaksiid>8</transaksiid></a>",
    b"<x><TrackingID>7</TrackingID><transaksiid>8</transaksiid></x>"])
def test_wherever_the_numbers_stand(body):
    assert lapor_stream.read_answer(body) == Answer("7", "8")


@pytest.mark.parametrize("body", [b"", b"<a/>", b"<error>token</error>", b"{}", b'<!DOCTYPE a><a trackingid="1"/>'])
def test_an_answer_without_a_number_is_a_refusal(body):
    with pytest.raises(NotLapor):
        lapor_stream.read_answer(body)


def test_topics_however_they_are_wrapped():
    topics = [Topic("1", "Jalan"), Topic("2", "Lubang", "1")]
    assert lapor_stream.read_topics(lapor_stream.write_topics(topics)) == topics
    wrapped = json.dumps({"status": 1, "data": {"topics": [{"id": 1, "parent": None, "topic_name": "Jalan"}]}}).encode()
    assert lapor_stream.read_topics(wrapped) == [Topic("1", "Jalan")]
    for body in (b"", b"[1]", b"{}", b"[" * 100_000):
        with pytest.raises(NotLapor):
            lapor_stream.read_topics(body)
