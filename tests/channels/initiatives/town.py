"""An invented regency in which a health office and a CSO work on something together. Everybody is called Contoh."""
from datetime import date, timedelta

from django.utils import timezone

from pendopo.channels.initiatives.actions import (
    agreeing,
    checking,
    deciding,
    drafting,
    keeping,
    noting,
    opening,
    pledging,
    seating,
)
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
from pendopo.core.people.models import Organisation
from tests.core.hall import again, office, person

TODAY = date(2026, 8, 15)


class Town:
    """Dewi heads the health office, Joko administers the CSO, Fajar of the university leads and sits on no side."""

    def __init__(self):
        self.dinkes = office("Dinas Kesehatan Contoh")
        self.peduli = office("Peduli Contoh", "cso")
        self.kampus = office("Universitas Contoh", "academia")
        self.klinik = office("Klinik Contoh", "business")
        self.dewi = person("Dewi Contoh", at=self.dinkes, role="head")
        self.surya = person("Surya Contoh", at=self.dinkes, role="officer")
        self.joko = person("Joko Contoh", at=self.peduli, role="administrator")
        self.tini = person("Tini Contoh", at=self.peduli, role="member")
        self.fajar = person("Fajar Contoh", at=self.kampus, role="facilitator")
        self.mira = person("Mira Contoh", at=self.klinik, role="member")
        self.ratna = person("Ratna Contoh", at=office("Sekretariat Contoh"), role="secretariat")

    def begin(self, **more):
        """Opened by the office, joined by the CSO, led by the university; one of the clinic listens."""
        made = opening.begin(actor=self.dewi, opening=opening.Opening(**{
            "title": "Antrean puskesmas", "summary": "Warga menunggu terlalu lama.", "sector": "health",
            "office": self.dinkes, "partner": self.peduli, "facilitator": self.fajar.memberships.get(), **more}))
        opening.join(actor=self.joko, initiative=made)
        self.sit(made, self.mira, self.klinik, "other")
        return self.fresh(made)

    def begin_alone(self, leader):
        """Opened by the office; nobody was asked to join yet."""
        return opening.begin(actor=self.dewi, opening=opening.Opening(
            "Sampah", "Sampah menumpuk.", "waste", self.dinkes, facilitator=leader.memberships.get()))

    def fresh(self, made):
        return Initiative.objects.get(pk=made.pk)

    def sit(self, made, who, at, side, by=None, **more):
        return seating.seat(actor=by or self.fajar, seat=Seat(
            initiative=made, person=who, organisation=at, side=side, since=timezone.localdate(), **more))

    def draft(self, row, by=None):
        return drafting.draft(actor=by or self.fajar, row=row)

    def sheet(self, made, name):
        return Sheet.objects.get(initiative=made, name=name)

    def agree(self, made, name, *who):
        for one in who or (self.dewi, self.joko):
            sheet = self.sheet(made, name)
            agreeing.agree(actor=one, sheet=sheet, version=sheet.version)
        return self.sheet(made, name)

    # Steps

    def find_issue(self, made):
        issue = self.draft(Issue(initiative=made, title="Antrean panjang", text="Menunggu tiga jam.",
                                 data_helps="yes", data_reason="Jam kedatangan sudah dicatat."))
        self.draft(Evidence(initiative=made, issue=issue, sort="survey", title="Survei warga", text="61 persen."))
        way = self.draft(Solution(initiative=made, issue=issue, title="Jam ramai terbuka"))
        for who, value in ((self.dewi, 4), (self.joko, 5)):
            deciding.rate(actor=who, solution=way, value=value)
        question = self.draft(Decision(initiative=made, question="Isu mana?", method="consent"))
        deciding.vote(actor=self.dewi, decision=question, stance="consent")
        deciding.vote(actor=self.joko, decision=question, stance="dissent", words="Obat kosong lebih mendesak.")
        deciding.close_decision(actor=self.fajar, decision=question, outcome="Antrean dulu.", issue=issue)
        self.agree(made, "issue")
        return issue

    def understand(self, made):
        self.draft(Meeting(initiative=made, sort="forum", day=TODAY, title="Forum", government=7, cso=6))
        top = self.draft(Branch(initiative=made, sort="cause", text="Semua datang jam delapan."))
        self.draft(Branch(initiative=made, sort="cause", text="Tidak ada yang tahu jam sepi.", parent=top))
        for sort, side in (("implication", ""), ("goal", ""), ("role", "government"), ("role", "cso")):
            self.draft(Branch(initiative=made, sort=sort, side=side, text=f"Tentang {sort}."))
        self.draft(Asset(initiative=made, title="Jam kedatangan", holder=self.dinkes, status="closed"))
        opening.settle(actor=self.fajar, initiative=made, changes={"third_parties": "Klinik diundang."})
        self.agree(made, "problem")

    def form_team(self, made):
        for seat in Seat.objects.filter(initiative=made, side__in=("government", "cso")):
            seating.set_task(actor=self.fajar, seat=seat, team=True, task="Membuat daftar jam.", function="analis")
        opening.settle(actor=self.fajar, initiative=made, changes={"pledge": "Kami bekerja bersama."})
        self.agree(made, "team")
        for who, at, side in ((self.dewi, self.dinkes, "government"), (self.joko, self.peduli, "cso")):
            pledging.sign(actor=who, pledge=self.ask(made, who, at, side))

    def ask(self, made, who, at, side):
        return pledging.ask_leader(actor=self.fajar, pledge=Pledge(
            initiative=made, side=side, organisation=at, leader=who, function=f"Pimpinan {at.name}"))

    def carry_out(self, made):
        doing = self.draft(Activity(initiative=made, title="Buka data jam", responsible=self.dinkes))
        self.draft(Activity(initiative=made, title="Data terbit", parent=doing, due=TODAY + timedelta(days=20)))
        self.draft(Meeting(initiative=made, sort="training", day=TODAY, title="Pelatihan", government=6, cso=3,
                           who="Petugas data dan kader"))
        thing = self.draft(Prototype(initiative=made, title="Papan jam sepi", text="Satu halaman."))
        self.draft(Trial(initiative=made, prototype=thing, day=TODAY, people=3, worked="partly", text="Mulai dipakai."))
        self.draft(DataRequest(initiative=made, title="Jam kedatangan 2025", holder=self.dinkes, day=TODAY,
                               state="given", answered=TODAY))
        opening.settle(actor=self.fajar, initiative=made, changes={
            "scaling": "wide", "scaling_why": "Semua puskesmas mau."})
        self.check_in(made)
        self.agree(made, "plan")

    def check_in(self, made, *who):
        for one in who or (self.dewi, self.joko):
            checking.check_in(actor=one, initiative=self.fresh(made), progress=4, collaboration=3, text="Berjalan.")

    def learn(self, made):
        for side, who in (("government", self.dewi), ("cso", self.joko)):
            self.draft(Meeting(initiative=made, sort="learning", side=side, day=TODAY, title="Belajar",
                               **{side: 6}), by=who)
            noting.keep_note(actor=who, initiative=made, text=f"Rahasia {side} burungmaleo", shared=False)
        self.draft(Lesson(initiative=made, sort="worked", text="Data membuat percakapan tenang."))
        self.agree(made, "lessons")

    def walk(self, made, until):
        """Through the gates up to that state."""
        for state, step in (("issue", self.find_issue), ("understanding", self.understand), ("team", self.form_team),
                            ("action", self.carry_out), ("learning", self.learn)):
            made = self.fresh(made)
            if made.state == until:
                return made
            step(made)
            assert self.fresh(made).state == state
            keeping.pass_gate(actor=self.fajar, initiative=self.fresh(made))
        return self.fresh(made)


def strong(one):
    return again(one)


def called(slug):
    return Organisation.objects.get(slug=slug)
