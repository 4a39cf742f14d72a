"""The demo city's initiatives: one in every step, walked through the gates by invented people of both sides."""
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from pendopo.channels.initiatives import demo_stories as told
from pendopo.channels.initiatives.actions import (
    agreeing,
    checking,
    deciding,
    drafting,
    keeping,
    noting,
    opening,
    pledging,
    recalling,
    seating,
)
from pendopo.channels.initiatives.demo_stories import Story
from pendopo.channels.initiatives.models import (
    Activity,
    Asset,
    Branch,
    DataRequest,
    Decision,
    Evidence,
    Initiative,
    Issue,
    Lesson,
    Meeting,
    Pledge,
    Prototype,
    Seat,
    Sheet,
    Solution,
    Trial,
)
from pendopo.channels.initiatives.rules import is_leader, side_of
from pendopo.core.people.actions.standing import found
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import by_email, system
from pendopo.core.places.actions import place
from pendopo.core.places.queries import city
from pendopo.core.records.models import Record
from pendopo.kit.regions.models import Region

DOMAIN, LEADER = "contoh.example", "intan"
BANYUWANGI = "35.10"


def load() -> str:
    """Safe to call twice."""
    if Initiative.objects.exists():
        return gettext("%(many)d initiatives were here already") % {"many": Initiative.objects.count()}
    past()
    for story in told.STORIES:
        Walk(story).go()
    return gettext("%(many)d initiatives, one in every step") % {"many": Initiative.objects.count()}


def member(name: str) -> Person:
    """An invented person of the demo, as if the second factor had been proved."""
    person = by_email(f"{name}@{DOMAIN}")
    if person is None:
        raise LookupError(f"the demo has no {name}: load the room of people first")
    person.strong = True
    return person


def unit(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


class Walk:
    """One story from its opening to where it stays."""

    def __init__(self, story: Story) -> None:
        self.story, self.leads = story, member(LEADER)
        self.government = [member(name) for name in story.government]
        self.cso = [member(name) for name in story.cso]
        self.initiative = self.begin()

    @property
    def one(self) -> Initiative:
        """As it is now."""
        return Initiative.objects.get(pk=self.initiative.pk)

    def begin(self) -> Initiative:
        story, where = self.story, city()
        made = opening.begin(actor=self.government[0], opening=opening.Opening(
            story.title, story.summary, story.sector, unit(story.office), unit(story.partner),
            Membership.objects.get(person=self.leads, role="facilitator"),
            place=place(where.region) if where else None, title_en=story.english[0], summary_en=story.english[1]))
        opening.join(actor=self.cso[0], initiative=made)
        for people, slug in ((self.government[1:], story.office), (self.cso[1:], story.partner)):
            for person in people:
                seating.seat(actor=self.leads, seat=Seat(
                    initiative=made, person=person, organisation=unit(slug), side=side_of(unit(slug).side),
                    since=timezone.localdate()))
        return made

    def go(self) -> None:
        steps = {"issue": self.issue, "understanding": self.understanding, "team": self.team, "action": self.action,
                 "learning": self.learning}
        for state, step in steps.items():
            step()
            if state == self.story.until:
                return
            keeping.pass_gate(actor=self.leads, initiative=self.one)

    def last(self) -> bool:
        """The step in which it stays is left half done, as life does."""
        return self.one.state == self.story.until

    def agree(self, name: str) -> None:
        for who in (self.government[0], self.cso[0]):
            sheet = Sheet.objects.get(initiative=self.initiative, name=name)
            agreeing.agree(actor=who, sheet=sheet, version=sheet.version)

    def issue(self) -> None:
        story, made = self.story, self.initiative
        issues = [drafting.draft(actor=self.leads, row=Issue(
            initiative=made, title=title, text=text, data_helps="yes" if why else "", data_reason=why))
            for title, text, why in story.issues]
        for at, sort, title, text in story.evidence:
            drafting.draft(actor=self.cso[0], row=Evidence(
                initiative=made, issue=issues[at], sort=sort, title=title, text=text))
        for title, marks in story.solutions:
            way = drafting.draft(actor=self.leads, row=Solution(initiative=made, issue=issues[0], title=title))
            for name, value in marks.items():
                deciding.rate(actor=member(name), solution=way, value=value)
        asked = drafting.draft(actor=self.leads, row=Decision(
            initiative=made, question="Isu mana yang kita kerjakan bersama?"))
        deciding.vote(actor=self.government[0], decision=asked, stance="consent")
        if not story.outcome:
            return
        deciding.vote(actor=self.cso[0], decision=asked, stance="dissent" if story.dissent else "consent",
                      words=story.dissent)
        deciding.close_decision(actor=self.leads, decision=asked, outcome=story.outcome, issue=issues[0])
        self.agree("issue")

    def understanding(self) -> None:
        story, made = self.story, self.initiative
        drafting.draft(actor=self.leads, row=Meeting(
            initiative=made, sort="forum", day=timezone.localdate(), title="Forum pemahaman bersama", government=8,
            cso=9, other=2, text="Dua kelompok campuran menyusun pohon masalah."))
        before: Branch | None = None
        for sort, side, text in story.tree:
            below = text.startswith("> ")
            row = drafting.draft(actor=self.leads, row=Branch(
                initiative=made, sort=sort, side=side, text=text.removeprefix("> "), parent=before if below else None))
            before = before if below else row
        for title, status, slug in story.assets:
            drafting.draft(actor=self.leads, row=Asset(
                initiative=made, title=title, status=status, holder=unit(slug) if slug else None))
        if story.third:
            opening.settle(actor=self.leads, initiative=made, changes={"third_parties": story.third})
            self.agree("problem")

    def team(self) -> None:
        story = self.story
        for name, (function, task) in story.tasks.items():
            seat = Seat.objects.get(initiative=self.initiative, person=member(name), until=None)
            seating.set_task(actor=self.leads, seat=seat, team=True, task=task, function=function)
        opening.settle(actor=self.leads, initiative=self.one, changes={"pledge": story.pledge})
        self.agree("team")
        for person, slug in ((self.cso[0], story.partner), (self.government[0], story.office)):
            asked = self.ask(person, slug)
            if not self.last() or slug == story.partner:
                pledging.sign(actor=person, pledge=asked)
        if self.last():
            pledging.decline(actor=member("lestari"), pledge=self.ask(member("lestari"), "forum-warga"),
                             words="Forum kami belum rapat tentang ini. Kami dukung tujuannya, belum ikrarnya.")

    def ask(self, leader: Person, slug: str) -> Pledge:
        if not is_leader(leader, unit(slug).pk):
            raise LookupError(slug)
        return pledging.ask_leader(actor=self.leads, pledge=Pledge(
            initiative=self.one, side=side_of(unit(slug).side), organisation=unit(slug), leader=leader,
            function="Kepala dinas" if side_of(unit(slug).side) == "government" else "Pengurus"))

    def action(self) -> None:
        story, made, today = self.story, self.initiative, timezone.localdate()
        for title, step, days, slug in story.plan:
            doing = drafting.draft(actor=self.leads, row=Activity(initiative=made, title=title, responsible=unit(slug)))
            drafting.draft(actor=self.leads, row=Activity(
                initiative=made, title=step, parent=doing, due=today + timedelta(days=days)))
        for sort, title, people in (("training", "Dasar data terbuka", 7), ("visit", "Kunjungan ke kedua pihak", 5)):
            drafting.draft(actor=self.leads, row=Meeting(
                initiative=made, sort=sort, day=today, title=title, government=people, cso=people - 2,
                who="Petugas data dinas, kader, dan pendamping dari kedua pihak"))
        title, text, worked, people, seen = story.prototype
        thing = drafting.draft(actor=self.cso[0], row=Prototype(initiative=made, title=title, text=text))
        drafting.draft(actor=self.cso[0], row=Trial(
            initiative=made, prototype=thing, day=today, people=people, worked=worked, text=seen))
        asked = DataRequest(initiative=made, title=story.assets[0][0], holder=unit(story.office), day=today)
        if not self.last():
            asked.state, asked.answered, asked.answer = "given", today, "Diberikan sebagai tabel."
            opening.settle(actor=self.leads, initiative=self.one, changes={
                "scaling": story.scaling[0], "scaling_why": story.scaling[1]})
        drafting.draft(actor=self.leads, row=asked)
        named = f"Data {asked.title[:1].lower()}{asked.title[1:]}"            # as a resident asked for them
        if taken := Record.objects.filter(visibility="public", title=named):
            keeping.adopt(actor=self.leads, request=asked, record=taken[0])
        for who, (progress, together, words) in zip((self.government[0], self.cso[0]), story.check, strict=True):
            checking.check_in(actor=who, initiative=self.one, progress=progress, collaboration=together, text=words)
        self.agree("plan")

    def learning(self) -> None:
        made, today = self.initiative, timezone.localdate()
        for side, who, words in (("government", self.government[0], self.story.notes[0]),
                                 ("cso", self.cso[0], self.story.notes[1])):
            drafting.draft(actor=who, row=Meeting(
                initiative=made, sort="learning", side=side, day=today, title="Menengok ke belakang", **{side: 6}))
            noting.keep_note(actor=who, initiative=made, text=words, shared=side == "cso")
        for sort, text in self.story.lessons:
            drafting.draft(actor=self.leads, row=Lesson(initiative=made, sort=sort, text=text))


def past() -> None:
    """What the guide of 2016 says of its own first use, and nothing more."""
    operator = system("demo")

    def named(slug: str, name: str, name_en: str, side: str) -> Organisation:
        return Organisation.objects.filter(slug=slug).first() or found(
            actor=operator, slug=slug, name=name, name_en=name_en, side=side, source=told.PAST_SOURCE[:200],
            elsewhere=True)

    region = Region.objects.filter(pk=BANYUWANGI).first()
    government = named("pemkab-banyuwangi", "Pemerintah Kabupaten Banyuwangi", "Government of Banyuwangi Regency",
                       "government")
    recalling.recall(actor=operator, past=recalling.Past(
        told.PAST_TITLE, told.PAST_SUMMARY, "health", government,
        (government, named("oms-banyuwangi", "Organisasi masyarakat sipil di Banyuwangi (tidak disebut namanya)",
                           "Civil society organisations in Banyuwangi (not named)", "cso")),
        date(2015, 11, 1), date(2016, 6, 30), told.PAST_SOURCE, told.PAST_LESSONS,
        named("giz-transformasi", "GIZ, proyek TRANSFORMASI", "GIZ, TRANSFORMASI project", "funder"),
        named("open-data-lab-jakarta", "Open Data Lab Jakarta, World Wide Web Foundation", "", "funder"),
        place(region) if region else None, title_en=told.PAST_ENGLISH[0], summary_en=told.PAST_ENGLISH[1]))


DEMO = (50, load)
