"""States and moves as a table: what is not in it cannot happen."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.core.workflow.table import Limit, Move, NotFromHere, State, Workflow, drawing
from pendopo.kit.workdays.national import national

REPLY = Limit("reply", 10, starts=("add",), stops=("answer",), law="UU 14/2008 art. 22")
TABLE = Workflow(
    "received",
    states=(State("received", "Received", "waiting"), State("answered", "Answered", "good", final=True)),
    moves=(Move("answer", ("received",), "answered", "UU 14/2008"),
           Move("reopen", ("answered",), "received", "the applicant objects")),
    limits=(REPLY,))


def test_a_move_leads_where_the_table_says():
    assert TABLE.move("answer", "received").target == "answered"


def test_a_move_from_elsewhere_is_refused_and_names_both():
    with pytest.raises(NotFromHere) as refused:
        TABLE.move("answer", "answered")
    assert (refused.value.move, refused.value.state) == ("answer", "answered")


def test_a_state_that_no_move_knows_is_an_error_at_once():
    with pytest.raises(ValueError, match="lost"):
        Workflow("a", states=(State("a", "A"), State("lost", "Lost")), moves=(Move("m", ("a",), "a", "why"),))


def test_a_state_that_only_an_old_row_has_stands_under_its_bare_name():
    lost = TABLE.state("lost")
    assert (lost.name, lost.label, lost.tone, lost.final, lost.known) == ("lost", "lost", "neutral", False, False)
    assert TABLE.state("answered").known and TABLE.state("answered").final


def test_open_states_are_those_that_are_not_final():
    assert TABLE.open_states() == ("received",)


def test_the_drawing_names_every_row():
    assert "received --> answered" in drawing(TABLE) and drawing(TABLE).startswith("stateDiagram-v2")


def test_a_legal_clock_counts_working_days_with_collective_leave():
    """Golden date of the specification: 10 April 2023 plus ten working days is 2 May 2023, not 24 April."""
    assert REPLY.due(date(2023, 4, 10), national()) == date(2023, 5, 2)


@given(st.lists(st.sampled_from(["answer", "reopen"]), max_size=20))
def test_no_sequence_of_moves_leaves_the_table(moves: list[str]):
    state = TABLE.start
    for move in moves:
        try:
            state = TABLE.move(move, state).target
        except NotFromHere:
            continue
    assert state in {known.name for known in TABLE.states}
