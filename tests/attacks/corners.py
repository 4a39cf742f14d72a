"""The corners of the city where forms and private things are: something waits, something is hidden, somebody objects.

Every secret that is planted here is a word of its own, so that a search in any answer finds it.
"""
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.base import ContentFile
from django.db.models import Case, When
from django.test import Client
from django.urls import reverse

from pendopo.analysis import spam
from pendopo.channels.plans.actions.contributing import Saying, contribute
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.core.notices.actions import reach
from pendopo.core.notices.queries import proof_address, stop_address
from pendopo.core.people.actions.invitations import invite
from pendopo.core.people.actions.persons import guest, set_password, welcome
from pendopo.core.people.actions.receipts import give_receipt
from pendopo.core.people.actions.standing import appoint, propose, refuse
from pendopo.core.people.demo import DOMAIN
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import system
from pendopo.core.places.actions import place
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.actions.moderation import appeal, flag, hide
from pendopo.core.voices.actions.speech import comment, withdraw
from pendopo.core.voices.actions.standing import follow, support
from pendopo.core.voices.models import Comment, Lesson
from pendopo.core.voices.queries import loaded
from pendopo.core.voices.surveys.actions.drafting import Asking, ask, draft
from pendopo.core.voices.surveys.actions.running import answer, close_survey, open_survey
from pendopo.kit.files.actions import keep, store
from pendopo.kit.files.checks import accept
from pendopo.kit.regions.models import Region
from tests.attacks.reported import Reported, report_all

PASSWORD = "empat kata yang diingat"
MODERATORS = ("maya", "nina", "rudi")       # of three sides: who objects is read by all who may decide it
ADVERT = ("Pinjaman kilat cair 5 menit, slot gacor maxwin, klik https://judi.contoh.example wa 0812-0000-0000 "
          "bonus deposit 100% promo murah slot gacor pinjaman kilat {secret}")


@dataclass
class Corners:
    """What a test may know: addresses that no link leads to, and each secret with the names that may see it."""
    addresses: list[str] = field(default_factory=list)
    secrets: dict[str, set[str]] = field(default_factory=dict)
    receipt: str = ""
    other_receipt: str = ""
    token: str = ""
    hidden: list[str] = field(default_factory=list)      # codes of records that are not public
    reported: Reported = field(default_factory=Reported)


def named(name: str) -> Person:
    found = Person.objects.get(email=f"{name}@{DOMAIN}")
    found.strong = True
    return found


def public() -> list[Record]:
    """The public promises, those of our own city's plan first."""
    ours = Commitment.objects.filter(plan__code="CTH1").values("pk")
    return list(Record.objects.filter(kind="plans", visibility="public").order_by(
        Case(When(pk__in=ours, then=0), default=1), "-pk"))


def furnish() -> Corners:
    corners = Corners()
    second_moderator()
    voices(corners)
    houses(corners)
    factors()
    counter(corners)
    closed(corners)
    asked(corners)
    take_snapshot(actor=system("timer"), plan=Plan.objects.get(code="CTH1"))
    corners.reported = report_all(lambda name, *seers, word=False: secret(corners, name, *seers, word=word), named)
    corners.addresses += corners.reported.addresses
    return corners


def second_moderator() -> None:
    """An objection is decided by somebody else than who hid the comment."""
    made = welcome(actor=system("test"), name="Rudi Contoh", email=f"rudi@{DOMAIN}")
    appoint(actor=system("test"), person=made, organisation=Organisation.objects.get(slug="lembaga-pemantau"),
            role="moderator")


def voices(corners: Corners) -> None:
    """Shown, held, hidden, objected to, withdrawn, reported: one of each on the newest promise."""
    sari, wahyu, maya = named("sari"), named("wahyu"), named("maya")
    record = public()[0]
    teach()
    open_one = comment(actor=sari, record=record, text="Puskesmas kami sudah cocok dengan jadwal di situs.")
    comment(actor=wahyu, record=record, text="Di desa saya belum.", parent=open_one)
    about_sari = ("sari", *MODERATORS)
    held = comment(actor=sari, record=record, text=ADVERT.format(secret=secret(corners, "tertahan", *about_sari)))
    assert held.state == "held", held.score
    hidden = comment(actor=sari, record=record, text="Kata kasar " + secret(corners, "tersembunyi", *about_sari))
    hide(actor=maya, comment=hidden, reason="insult")
    objected = comment(actor=sari, record=record, text="Kata lain " + secret(corners, "keberatan", *about_sari))
    case = hide(actor=maya, comment=objected, reason="insult", words="Alasan moderator.")
    appeal(actor=sari, case=case, text="Saya keberatan " + secret(corners, "banding", *about_sari))
    gone = comment(actor=sari, record=record, text="Ditarik " + secret(corners, "ditarik"))
    withdraw(actor=sari, comment=gone)
    waits = contribute(actor=None, plan=Plan.objects.get(code="CTH2"), saying=Saying(
        ADVERT.format(secret=secret(corners, "usulan", *MODERATORS))))
    assert waits.contribution.state == "held"
    flag(actor=wahyu, comment=open_one, reason="spam", words=secret(corners, "laporan", *MODERATORS, "wahyu"),
         key="wahyu")
    follow(actor=sari, record=record)
    support(actor=sari, record=record)
    corners.addresses += [reverse("voices:comment", args=[one.pk]) for one in Comment.objects.all()]
    corners.addresses += [reverse("voices:case", args=[case.pk]), reverse("voices:appeal", args=[hidden.pk]),
                          reverse("voices:queue"), f"{reverse('voices:queue')}?state=appealed"]


def teach() -> None:
    """What advertising looks like here, as moderators would have taught it."""
    model = loaded("")
    for _ in range(20):
        model = spam.learn(model, ADVERT, True)
        model = spam.learn(model, "Jalan di desa kami rusak dan lampu mati, kapan diperbaiki oleh dinas", False)
    Lesson.objects.update_or_create(pk=1, defaults={"model": spam.dump(model)})


def houses(corners: Corners) -> None:
    """Organisations that wait, that were refused, and an invitation that nobody has used yet."""
    sari, ratna, joko = named("sari"), named("ratna"), named("joko")
    waits = propose(actor=sari, name="Komunitas Uji Contoh", side="community", about="Rekaan.")
    no = propose(actor=sari, name="Lembaga Ditolak Contoh", side="cso", about="Rekaan.")
    refuse(actor=ratna, organisation=no, reason="Belum ada alamat.")
    invited = secret(corners, "undangan", "joko", "lestari") + "@contoh.example"
    corners.token = invite(actor=joko, email=invited, organisation=Organisation.objects.get(slug="forum-warga"),
                           role="member").rstrip("/").rpartition("/")[2]
    corners.addresses += [reverse("people:invitation", args=[corners.token]), stop_address(sari)]
    for one in (waits, no, Organisation.objects.get(slug="forum-warga")):
        corners.addresses += [reverse(f"people:{name}", args=[one.slug]) for name in (
            "organisation", "vouch", "refuse", "appeal", "succeed", "staff")]


def factors() -> None:
    """Budi has an app, Sari a password."""
    budi, sari = named("budi"), named("sari")
    for one in (budi, sari):
        set_password(actor=one, password=PASSWORD)
    if not Authenticator.objects.filter(user=budi).exists():
        TOTP.activate(budi, generate_totp_secret())


def counter(corners: Corners) -> None:
    """Two guests with receipts for two promises; a private telephone number and an address in each account."""
    first, second, *_ = public()
    for record, name in ((first, "receipt"), (second, "")):
        made = guest(name="Tamu " + secret(corners, f"tamu-{name or 'lain'}", "receipt" if name else ""))
        code = give_receipt(actor=made, record_id=record.pk, address=record.get_absolute_url(), person=made)
        left = reach(by=made, to=f"tamu-{name or 'lain'}@contoh.example")
        corners.addresses += [proof_address(left)] if left else []
        corners.receipt, corners.other_receipt = (code, corners.other_receipt) if name else (corners.receipt, code)
    Person.objects.filter(email=f"sari@{DOMAIN}").update(phone="+6281200099001")
    corners.secrets["81200099001"] = {"sari"}
    corners.secrets[f"sari@{DOMAIN}"] = {"sari"}


def closed(corners: Corners) -> None:
    """A record that is not public, with everything that hangs on one; a file that nobody may fetch."""
    plan, sari = Plan.objects.get(code="CTH1"), named("sari")
    word = secret(corners, "catatan", "sari", "eko")
    for number, visibility in enumerate(("members", "sealed", "hidden"), start=91):
        made = records.add(Commitment(
            title=f"Judul {word}", summary=f"Isi {word}", plan=plan, number=str(number), position=number,
            level="local", office=plan.owner, author=sari, visibility=visibility,
            place=place(Region.objects.get(pk="99.99"), lat=-7.1, lng=110.1, words=word)), by=sari)
        records.note(made, "plans.edit", by=sari, words={"note": word})
        Commitment.objects.filter(pk=made.pk).update(due=date.today() + timedelta(days=3))
        corners.hidden.append(made.code)
        corners.addresses.append(reverse("plans:detail", args=[made.code]))
    kept = keep(checked=accept(ContentFile(word.encode(), name="tertutup.txt")))
    store(kept=kept, visibility="private")
    corners.addresses.append(reverse("files:file", args=[kept.sha256, kept.name]))


def asked(corners: Corners) -> None:
    """A survey of an office that is closed: what was written in free words is for that office."""
    dewi = named("dewi")
    survey = draft(actor=dewi, office=Organisation.objects.get(slug="dinas-kesehatan"), title="Antrean di puskesmas")
    ask(actor=dewi, survey=survey, question=Asking("scale", "Seberapa lama Anda menunggu?"))
    ask(actor=dewi, survey=survey, question=Asking("text", "Apa lagi?", needed=False))
    survey = open_survey(actor=dewi, survey=survey)
    for at in range(12):
        answer(actor=None, survey=survey, key=f"uji-{at}", values={"p1": 1 + at % 5} | (
            {"p2": f"Tolong {secret(corners, 'jawaban', 'dewi', 'surya')}."} if not at else {}))
    survey = close_survey(actor=dewi, survey=survey)
    corners.addresses += [reverse(f"surveys:{name}", args=[survey.code]) for name in (
        "detail", "table", "export", "writings", "print", "answer", "preview", "questions", "invite", "papers")]


def secret(corners: Corners, name: str, *seers: str, word: bool = False) -> str:
    """A word that stands nowhere else, and who may read it. `word`: it is one already."""
    planted = name if word else f"rahasia{name.replace('-', '')}q7x"
    corners.secrets[planted] = set(seers)
    return planted


# People on their way through a door: each is a browser that stands before a page which no link leads to.

def before_the_code(client: Client) -> str:
    """Asked for a code by mail; the page waits for it."""
    return on(client, reverse("account_login"), login=f"lestari@{DOMAIN}", password="")


def before_the_first_code(client: Client) -> str:
    return on(client, reverse("account_signup"), email=f"baru{time.monotonic_ns()}@{DOMAIN}", name="")


def before_the_second_factor(client: Client) -> str:
    return on(client, reverse("account_login"), login=f"budi@{DOMAIN}", password=PASSWORD)


def before_the_sms_code(client: Client) -> str:
    return on(client, reverse("account_change_phone"), phone="0812 0009 9002")


def on(client: Client, address: str, **typed: str) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == 302, (address, answer.status_code)
    return str(answer["Location"])


HALFWAY = {before_the_code: "visitor", before_the_first_code: "visitor", before_the_second_factor: "visitor",
           before_the_sms_code: "sari"}
