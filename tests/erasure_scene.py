"""Kirana leaves a trace wherever the city keeps something of a person. Run inside an installation by test_erasure.py:
`python -c "from tests.erasure_scene import live; live()"`; prints what only the database knows of her.
"""
import io
import json
import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core.files.base import ContentFile
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client
from PIL import Image

from pendopo.channels.initiatives.actions import deciding, drafting, noting, opening
from pendopo.channels.initiatives.models import Decision, Evidence, Issue
from pendopo.channels.plans.actions.contributing import Saying, contribute
from pendopo.channels.plans.actions.promising import Asked, ask_promise
from pendopo.channels.plans.actions.reporting import Shown, add_evidence, report_milestone
from pendopo.channels.plans.models import Milestone, Part, Plan
from pendopo.channels.reports.actions import handling, replying, routing, verifying
from pendopo.channels.reports.actions.entering import Submitted, submit
from pendopo.channels.reports.actions.filters import keep_filter
from pendopo.channels.reports.actions.subscribing import subscribe
from pendopo.channels.reports.models import Category, Identity, Report
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.people.actions.invitations import accept_invitation, invite
from pendopo.core.people.actions.persons import ask_phone, guest, prove_phone, set_password, welcome
from pendopo.core.people.actions.receipts import assist, claim_receipt, give_receipt
from pendopo.core.people.actions.standing import propose
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.demo import DOMAIN
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import invitation_from, receipt_from, system
from pendopo.core.records.actions import attach, link
from pendopo.core.records.models import Record
from pendopo.core.voices.actions.moderation import appeal, flag, hide
from pendopo.core.voices.actions.speech import comment, edit, withdraw
from pendopo.core.voices.actions.standing import follow, support
from pendopo.core.voices.surveys.actions.running import answer
from pendopo.core.voices.surveys.models import Survey
from pendopo.kit.files.actions import keep, store
from pendopo.kit.files.checks import accept
from pendopo.kit.post.actions import post
from pendopo.kit.seal.models import DataKey

MAIL, PHONE, NAME = "kirana-q7x@pos.example", "+6281277700123", "Kirana Zamrudkatulistiwa"
CONTACT = "lapor-q7x@pos.example"             # what she left with her reports, and nowhere else
SEALED = ["sumurtuasekali", "kebuntehlereng", "fotohalamanbelakang", "gangkenanga", "balasanlirih", "rahasiapasar"]
WORDS = ["burungcendrawasih", "sungaikapuas", "gununglawu", "dahulunya", "pantaiparangtritis", "danautoba",
         "kebunrayabogor", "candiborobudur", "bukitbarisan", "selatsunda", "pasirputih", "tanjungkait"]
LONG = "Sudah berbulan-bulan kami menunggu. " * 130           # longer than a page of the database
PAPER = b"%PDF-1.4\nan invented minute of a meeting\n%%EOF\n"


def named(first: str) -> Person:
    found = Person.objects.get(email=f"{first}@{DOMAIN}")
    found.strong = True
    return found


def arrive() -> Person:
    """An account with an address, a number, a password, a role, and two guests whose receipts she claims."""
    kirana = welcome(actor=system("test"), name=NAME, email=MAIL)
    ask_phone(person=kirana, phone=PHONE)
    prove_phone(person=kirana, phone=PHONE)
    set_password(actor=kirana, password="empat kata yang diingat")
    token = invite(actor=named("ratna"), email=MAIL, organisation=Organisation.objects.get(slug="diskominfo"),
                   role="officer").rstrip("/").rpartition("/")[2]
    invitation = invitation_from(token)
    assert invitation is not None
    accept_invitation(actor=kirana, invitation=invitation)
    road = Record.objects.filter(visibility="public").latest("pk")
    alone = guest(name=NAME)
    helped = assist(actor=named("budi"), consent=f"Setuju lisan, {WORDS[0]}", name=NAME).person
    for one in (alone, helped):
        receipt = give_receipt(actor=one, record_id=road.pk, address=road.get_absolute_url(), person=one)
        claim_receipt(actor=kirana, receipt=receipt_from(receipt))
    return Person.objects.get(pk=kirana.pk)


def speak(kirana: Person) -> None:
    """Shown, mended, withdrawn, hidden, objected, reported, supported, followed; a proposal that nobody confirmed."""
    road = Record.objects.filter(visibility="public").latest("pk")
    comment(actor=kirana, record=road, text=f"{LONG} Rumah saya di {WORDS[1]}, nomor {PHONE}")
    mended = comment(actor=kirana, record=road, text=f"Ini {WORDS[3]}")
    edit(actor=kirana, comment=mended, text=f"Ini {WORDS[2]}")
    withdraw(actor=kirana, comment=comment(actor=kirana, record=road, text=f"Ditarik {WORDS[4]}"))
    hidden = comment(actor=kirana, record=road, text=f"Kata {WORDS[5]}")
    appeal(actor=kirana, case=hide(actor=named("maya"), comment=hidden, reason="insult"), text=f"Maaf {WORDS[6]}")
    other = comment(actor=named("sari"), record=road, text="Terima kasih atas jadwalnya.")
    comment(actor=kirana, record=road, text=f"Kepada Sari {WORDS[7]}", parent=other)
    flag(actor=kirana, comment=other, reason="spam", words=f"laporan {WORDS[8]}", key=str(kirana.pk))
    support(actor=kirana, record=road), support(actor=kirana, record=road, comment=other)
    follow(actor=kirana, record=road, volume="loud")
    answer(actor=kirana, survey=Survey.objects.get(state="open"), key=str(kirana.pk),
           values={"p1": "tidak", "p3": 3, "p6": f"Saya {NAME}, {WORDS[1]}"})
    propose(actor=kirana, name=f"Komunitas {WORDS[9]}", side="community", about=f"Rekaan {WORDS[9]}.")
    contribute(actor=kirana, plan=Plan.objects.get(code="CTH2"), saying=Saying(f"Usul tentang {WORDS[7]}", NAME))
    leaders = Plan.objects.filter(sort="promises", term__ended=None).latest("pk")
    ask_promise(actor=kirana, plan=leaders, asked=Asked(f"Kapan {WORDS[6]} dibuka?", NAME))
    for to in (MAIL, PHONE):
        post(to=to, channel="mail" if "@" in to else "sms", subject=f"Untuk {NAME}", text=f"Salam {WORDS[0]}")


def work(kirana: Person) -> None:
    """For her office: a report and evidence with files that she named after herself."""
    kirana = Person.objects.get(pk=kirana.pk)
    kirana.strong = True
    part = Part.objects.select_related("organisation", "commitment").filter(
        organisation__slug="diskominfo", commitment__state="in_progress").latest("pk")
    milestone = Milestone.objects.filter(commitment=part.commitment).order_by("position")[0]
    report_milestone(actor=kirana, milestone=milestone, part=part, level="limited", text="Kantor: sudah separuh jalan.",
                     shown=shown("Notulen rapat", f"notulen {WORDS[10]}.pdf", PAPER))
    add_evidence(actor=kirana, milestone=milestone, part=part,
                 shown=shown("Daftar hadir", f"hadir {WORDS[10]}.txt", b"Daftar hadir rekaan.\n"))
    kept = keep(checked=accept(ContentFile(b"Lampiran rekaan.\n", name=f"lampiran {WORDS[10]}.txt")))
    attach(part.commitment, store(kept=kept, visibility="public"), by=kirana, title=f"Lampiran {WORDS[10]}")
    link(part.commitment, Record.objects.exclude(pk=part.commitment_id).latest("pk"), by=kirana, sort="related")


def gather(kirana: Person) -> None:
    """In the room of an initiative: a seat, an objection in her own words, a protected note, a file of her naming."""
    kirana = Person.objects.get(pk=kirana.pk)
    kirana.strong = True
    made = opening.begin(actor=kirana, opening=opening.Opening(
        "Jaringan desa", "Desa tanpa jaringan.", "villages", Organisation.objects.get(slug="diskominfo")))
    issue = drafting.draft(actor=kirana, row=Issue(initiative=made, title="Desa tanpa sinyal", text="Rekaan."))
    kept = keep(checked=accept(ContentFile(b"Catatan rekaan desa.\n", name=f"catatan {WORDS[10]}.txt")))
    drafting.draft(actor=kirana, row=Evidence(initiative=made, issue=issue, sort="focus", title="Diskusi"), kept=kept)
    asked = drafting.draft(actor=kirana, row=Decision(initiative=made, question="Mulai dari mana?"))
    deciding.vote(actor=kirana, decision=asked, stance="dissent", words=f"Saya keberatan {WORDS[7]}")
    noting.keep_note(actor=kirana, initiative=made, text=f"Hanya kami {WORDS[8]}", shared=False)


def shown(title: str, name: str, content: bytes) -> Shown:
    return Shown(title, kept=keep(checked=accept(ContentFile(content, name=name))))


def browser(person: Person) -> dict[str, str]:
    """The cookie of a session in which both factors were shown just now; the cookie and the token of its forms."""
    client, secret = Client(headers={"user-agent": f"Peramban {WORDS[0]}"}), _get_new_csrf_string()
    client.force_login(person)
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(person)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": way, "at": time.time()} for way in ("password", "mfa")]
    session.save()
    return {"session": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
            "form": f"{settings.CSRF_COOKIE_NAME}={secret}", "token": _mask_cipher_secret(secret)}


def told(actor: Person | None, word: str, **more: Any) -> Submitted:
    """A report of hers, with her name, an address of its own, and a photo of her garden."""
    return submit(actor=actor, entry=Entry(
        text=f"Air kotor mengalir ke rumah saya, {SEALED[0]}, {word}", place=f"dekat {SEALED[3]}",
        category=Category.objects.get(code="jalan/drainase").pk, files=[accept(photo(word, f"{SEALED[2]}.jpg"))],
        reporter=Reporter(NAME, PHONE, CONTACT, f"Jalan {SEALED[3]}", actor.pk if actor else None, "mail"), **more))


def photo(word: str, name: str) -> "ContentFile[bytes]":
    target = io.BytesIO()
    Image.effect_noise((120, 80), 40 + len(word)).save(target, "JPEG")
    return ContentFile(target.getvalue(), name=name)


def report(kirana: Person) -> dict[str, Any]:
    """One report is published with its photo, one waits, one is secret: no table knows that the last one is hers."""
    kirana = Person.objects.get(pk=kirana.pk)
    shown, waits, secret = told(kirana, SEALED[1]), told(kirana, SEALED[3]), told(None, SEALED[5], secret=True)
    rina, hadi, roads = named("rina"), named("hadi"), Organisation.objects.get(slug="dinas-pekerjaan-umum")
    public = verifying.verify(actor=rina, report=shown.report, classification="complaint",
                              category=shown.report.category)
    verifying.publish(actor=rina, report=public, title="Selokan meluap", text="Selokan meluap ke rumah warga.",
                      photos=list(public.enclosures.all()))
    public = routing.route(actor=rina, report=public, office=roads)
    handling.ask(actor=hadi, report=public, text="Sejak kapan?")
    replying.reply(actor=ReceiptHolder(receipt_from(shown.receipt).person, public.pk), report=public, text=SEALED[4])
    handling.answer(actor=hadi, report=public, text="Besok.", public="Besok dikeruk.")
    kirana.strong = True
    subscribe(actor=kirana, category=public.category)
    keep_filter(actor=kirana, name=f"Saringan {WORDS[11]}", query="status=baru")
    reports = [one.report for one in (shown, waits, secret)]
    keys = [key for pair in Identity.objects.filter(report__in=reports).values_list("key", "report__key")
            for key in pair]
    copy = public.enclosures.get().shown
    return {"codes": [one.code for one in reports], "receipt": secret.receipt, "keys": keys,
            "photo": f"/berkas/{copy.sha256}/{copy.name}" if copy else ""}


def left(codes: list[str], keys: list[int]) -> None:
    """What still opens, or points, after she is gone: nothing may be printed."""
    for found in Report.objects.filter(code__in=codes).select_related("key"):
        has = [name for name, there in (
            ("original", bytes(found.original)), ("key", found.key_id in keys), ("author", found.author_id),
            ("identity", Identity.objects.filter(report=found.pk)), ("files", found.enclosures.all()),
            ("news", found.knocks.all()), ("form", found.form_key),
            ("words", [one for one in found.messages.all() if bytes(one.body)])) if there]
        print(json.dumps([found.code, found.visibility, has]))
    print(json.dumps(DataKey.objects.filter(pk__in=keys).count()))


def live() -> None:
    kirana = arrive()
    speak(kirana)
    work(kirana)
    gather(kirana)
    reported = report(kirana)
    aliases = [kirana.alias, *Person.objects.filter(claimed_by=kirana).values_list("alias", flat=True)]
    print(json.dumps({"aliases": aliases, "browser": browser(kirana), "reported": reported}))
