"""The kit on paper for each step: many rooms have no signal. What is written there is keyed in with the same forms."""
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives.forms import AnswerForm, CheckInForm, NoteForm, RateForm, SeatForm, TaskForm


@dataclass(frozen=True)
class Kit:
    """`agenda`: minutes and what is done; `cards`: to cut out; `papers`: tables of forms_pieces; `more`: others."""
    step: str
    about: Any
    agenda: tuple[tuple[int, Any], ...]
    cards: tuple[Any, ...]
    guide: tuple[Any, ...]
    papers: tuple[str, ...]
    more: tuple[tuple[Any, Any], ...] = ()

    @property
    def minutes(self) -> int:
        return sum(minutes for minutes, _what in self.agenda)


KITS = (
    Kit("issue", _("Find one problem that matters to people and that data can help to solve."), (
        (15, _("Welcome. Everybody says for whom they came and what they hope to take home.")),
        (20, _("What people say: each side shows its evidence, five minutes each, no discussion.")),
        (30, _("Write issues on cards, one a card. Put like with like on the wall.")),
        (25, _("For each issue: who suffers, since when, how do we know, can data help, and why?")),
        (30, _("What could help? Everybody rates the solutions on paper, each side with its own colour.")),
        (40, _("Musyawarah: can everybody go along with one issue? Objections are written down word for word.")),
        (10, _("Read aloud what was decided. Who keys it in, until when?")),
    ), (
        _("Who is it that suffers, and where could we meet them?"),
        _("How do we know? Who asked whom, when?"),
        _("What would a number change that a story does not?"),
        _("What has been tried before, and why did it stop?"),
        _("What would have to be true for you to go along?"),
        _("Which data lie in a drawer already?"),
    ), (
        _("You are on nobody's side. Say so at the beginning, and who pays you."),
        _("Let the side that usually speaks last speak first."),
        _("Ask for evidence with curiosity, never as an examination: where would we find out?"),
        _("If an issue cannot be helped by data, keep the card. It is true all the same."),
        _("Consent means: I can live with it and will not work against it. It is not applause."),
        _("Whoever objects dictates; you write, read it back and change nothing."),
        _("Health of few people, violence, belief: mark the topic as sensitive. Numbers below five are never shown."),
    ), ("isu", "bukti", "solusi", "keputusan"), (
        (RateForm, _("Rate a solution")), (SeatForm, _("Who takes part")))),
    Kit("understanding", _(
        "See the same problem: causes, implications, what is done already, which data are needed."), (
        (10, _("Read the chosen issue aloud. Is it still the one?")),
        (40, _("Causes: two mixed groups ask \"why?\" five times and hang the cards below one another.")),
        (25, _("Implications: what follows from it for people, for the office, for the budget?")),
        (20, _("What is done already, by whom? Nobody defends, nobody judges.")),
        (20, _("Goals: what will be different in a year, and how would we see it?")),
        (20, _("Each side says what it expects of the other, and what it can do itself.")),
        (30, _("Which data are needed? Who holds them? Open, not open, or not there at all?")),
        (15, _("Whom do we miss in this room? Decide whether to invite them, and why.")),
    ), (
        _("Why? And why is that so?"), _("Who would notice first if it got better?"),
        _("What does the other side not know about your work?"), _("Which number do you trust, and which not?"),
        _("Who else has this problem and is not here?"), _("Who would have to say yes so that the data open?"),
    ), (
        _("Mix the tables: no table with one side alone."),
        _("A cause is never a person. Turn \"they are lazy\" into what would have to be different."),
        _("Write expectations as wishes to the other side, in one sentence each."),
        _("A dataset that does not exist is a finding, no failure. Write it down as such."),
        _("Photograph the wall before you take the cards down."),
    ), ("pohon", "data", "pertemuan")),
    Kit("team", _("From understanding to doing: people who make something, and leaders who stand behind them."), (
        (15, _("What does the team have to be able to do? List skills, not names.")),
        (25, _("Who can do it? Each member says what they will make with their own hands.")),
        (30, _("Write the pledge together: what, until when, who opens which data, what happens in a quarrel.")),
        (10, _("Break. The leaders arrive.")),
        (20, _("The team presents the problem sheet and the pledge to both leaders.")),
        (15, _("The leaders sign, or say what is missing. Whoever does not sign says why, in writing.")),
    ), (
        _("What will you make yourself?"), _("How many hours a week do you really have?"),
        _("What do you need from your leader?"), _("What do we do when we disagree?"),
    ), (
        _("Leaders open doors; they need not be in the team. Ask for their name under the pledge, not for their time."),
        _("Whoever only attends is a guest, not a member."),
        _("Keep the pledge to one page. What cannot be checked does not belong in it."),
        _("A leader who declines has a reason. It stands on the record without comment."),
    ), (), ((SeatForm, _("Who takes part")), (TaskForm, _("In the action team")),
            (AnswerForm, _("The pledge")))),
    Kit("action", _("Do it in the small, look at it often, and decide whether to do it in full."), (
        (20, _("Activities: what happens first, who is responsible, until when?")),
        (20, _("Milestones: what can be seen at the end of each?")),
        (15, _("Which data have we asked for, and what came back?")),
        (30, _("Prototype: draw it on paper. Who tries it, when, what would prove us wrong?")),
        (20, _("What does the team want to learn? Plan trainings and visits.")),
        (15, _("Check-in: each side fills in its form apart; both are opened together.")),
        (20, _("Near the end: at full size, small for now, or not at all? Write down why.")),
    ), (
        _("What is the smallest thing that somebody could try next week?"),
        _("What did people do, not what did they say?"), _("What surprised you?"),
        _("What would you stop doing?"), _("What does the other side do well?"),
    ), (
        _("Visit both sides, also where everything seems to go well."),
        _("Praise a failed trial that was written down: it has saved money."),
        _("Ask for progress and for collaboration apart. One can go well without the other."),
        _("Collect the forms of a check-in closed. Nobody reads the other side's before both are in."),
        _("If a check-in is late, everybody sees it on the page. Call before that."),
    ), ("kegiatan", "permintaan", "purwarupa", "uji", "pertemuan"), ((CheckInForm, _("Check-in")),)),
    Kit("learning", _("Look back apart, honestly; then say together what others can learn."), (
        (10, _("One side alone in the room. What is said here stays here.")),
        (25, _("What worked, what did not? Each writes alone, then you collect.")),
        (20, _("How did you see the other side before, and how do you see them now?")),
        (20, _("What would you do differently next time?")),
        (10, _("What of this may the other side hear? Mark it.")),
        (30, _("Another day: the same with the other side.")),
        (30, _("Together: the facilitator proposes common sentences; each side strikes or adds.")),
    ), (
        _("A moment in which you trusted the other side"), _("A moment in which you did not"),
        _("What the data changed"), _("What you would tell the next team"),
    ), (
        _("Two rooms, two days, two stacks of paper. Never let one side wait in the corridor."),
        _("Notes belong to the side that spoke. Give the paper back, or let them seal it themselves."),
        _("Propose sentences that both could sign; leave out who said what."),
        _("Whoever refuses common lessons may. The reason is published in their words."),
        _("Where a side has fewer than five people, do without the survey: everybody would know who said what."),
    ), ("pertemuan", "pelajaran"), ((NoteForm, _("Protected note")),)),
)
