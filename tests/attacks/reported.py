"""Reports of which nobody but a few may know anything: secret, anonymous, waiting, somebody's own, blocked, erased.

In each, every thing that a person can write or hand in carries a word that stands nowhere else.
"""
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from pendopo.channels.reports.actions import handling, identity, outside, replying, routing, verifying
from pendopo.channels.reports.actions.entering import Submitted, submit
from pendopo.channels.reports.models import Category, Identity, Report
from pendopo.channels.reports.queries.contact import token
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import receipt_from
from pendopo.core.places.queries import city
from pendopo.kit.files.checks import accept
from tests.channels.reports.pictures import photo

DESK = ("rina", "ratna")                    # the coordinators of the desk
Plant = Callable[..., str]                  # plant(name, *who may read it) -> a word that stands nowhere else


@dataclass
class Reported:
    """What a test may know of them."""
    codes: dict[str, str] = field(default_factory=dict)
    receipt: str = ""                       # of the secret one
    addresses: list[str] = field(default_factory=list)


def office(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def told(plant: Plant, name: str, *seers: str, contact: tuple[str, ...] = (), actor: Actor | None = None,
         account: int | None = None, **more: Any) -> Submitted:
    """A report with a word in text, place and file name for `seers`, and in name, address, number for `contact`."""
    number = f"+62812{sum(name.encode()):08d}"
    plant(number.removeprefix("+62"), *contact, word=True)
    whose = city()
    entry: dict[str, Any] = {
        "text": f"Lubang besar di gang, {plant(f'{name}teks', *seers)}, sudah lama sekali.",
        "place": f"di belakang {plant(f'{name}tempat', *seers)}", "category": Category.objects.get(
            code="jalan/jalan-rusak").pk, "region": whose.region if whose else None, "lat": -7.1, "lng": 110.1,
        "reporter": Reporter(plant(f"{name}nama", *contact), number,
                             f"{plant(f'{name}surel', *contact)}@contoh.example",
                             plant(f"{name}alamat", *contact), account, "sms"),
        "files": [accept(photo(sum(name.encode()), f"{plant(f'{name}berkas', *seers)}.jpg"))]}
    return submit(actor=actor, entry=Entry(**(entry | more)))


def told_secretly(found: Reported, plant: Plant, named: Callable[[str], Person]) -> None:
    """Sent on, asked, answered, noted, an identity asked for: for two officers and whoever holds the receipt."""
    staff = (*DESK, "gita")                 # the desk's coordinators are named from the beginning
    seers = (*staff, "reporter")
    done = told(plant, "gelap", *seers, secret=True, classification="supervisory",
                about=[office("dinas-kependudukan").pk])
    report, found.receipt = done.report, done.receipt
    holder = ReceiptHolder(receipt_from(done.receipt).person, report.pk)
    verifying.verify(actor=named("rina"), report=report, classification="supervisory")
    routing.route(actor=named("rina"), report=report, office=office("inspektorat"), officers=[named("gita")])
    handling.ask(actor=named("gita"), report=report, text=f"Kapan? {plant('gelaptanya', *seers)}")
    replying.reply(actor=holder, report=report, text=f"Senin. {plant('gelapbalas', *seers)}",
                   files=[accept(photo(77, f"{plant('gelapsusulan', *seers)}.jpg"))])
    handling.note(actor=named("gita"), report=report, text=f"Cek dulu. {plant('gelapcatat', *staff)}")
    handling.answer(actor=named("gita"), report=report, text=f"Kami periksa. {plant('gelapjawab', *seers)}")
    identity.ask_identity(actor=named("gita"), report=report, ground="safety",
                          reason=f"Ada ancaman. {plant('gelapalasan', *staff)}")
    handling.close_by_desk(actor=named("rina"), report=report, reason=f"Selesai. {plant('gelaptutup', *seers)}")
    replying.reopen(actor=holder, report=report, text=f"Belum. {plant('gelapbuka', *seers)}")
    found.codes["secret"] = report.code


def told_without_a_name(found: Reported, plant: Plant, named: Callable[[str], Person]) -> None:
    """Published with another text; what was written and who it was is for the desk and the office alone."""
    seers = (*DESK, "hadi")
    done = told(plant, "anonim", *seers, anonymous=True)
    report = verifying.verify(actor=named("rina"), report=done.report, classification="complaint",
                              category=Category.objects.get(code="jalan/jalan-rusak"))
    report = routing.route(actor=named("rina"), report=report, office=office("dinas-pekerjaan-umum"))
    verifying.publish(actor=named("hadi"), report=report, title="Gang berlubang", text="Ada lubang besar di gang.",
                      photos=list(report.enclosures.all()))
    handling.answer(actor=named("hadi"), report=report, text=f"Besok, Bu. {plant('anonimjawab', *seers)}",
                    public="Besok kami perbaiki.")
    handling.note(actor=named("hadi"), report=report, text=f"Aspal habis. {plant('anonimcatat', *seers)}")
    outside.forward_outside(actor=named("hadi"), report=report, name="Perusahaan Listrik Contoh",
                            email=f"{plant('anonimluar', *seers)}@contoh.example",
                            text=f"Tiang siapa? {plant('anonimsurat', *seers)}")
    identity.ask_identity(actor=named("hadi"), report=report, ground="safety",
                          reason=f"Perlu bicara. {plant('anonimalasan', *seers)}")
    found.codes["anonymous"] = report.code


def others(found: Reported, plant: Plant, named: Callable[[str], Person]) -> None:
    """Waiting, somebody's own, put aside, blocked."""
    found.codes["waiting"] = told(plant, "tunggu", *DESK, contact=DESK).report.code
    sari = named("sari")
    own = told(plant, "sendiri", *DESK, "sari", contact=DESK, actor=sari, account=sari.pk)
    found.codes["own"] = own.report.code
    aside, shut = (told(plant, name, *DESK, contact=DESK).report for name in ("simpan", "blokir"))
    verifying.archive(actor=named("rina"), report=aside, reason="unclear", text=plant("simpanalasan", *DESK))
    verifying.block(actor=named("rina"), report=shut, reason=plant("blokiralasan", *DESK))
    found.codes |= {"simpan": aside.code, "blokir": shut.code}


def erased(found: Reported, plant: Plant) -> None:
    """One that was never published; its reporter had it erased."""
    done = told(plant, "hapus")
    replying.forget_own(actor=ReceiptHolder(receipt_from(done.receipt).person, done.report.pk), report=done.report)
    found.codes["erased"] = done.report.code


def report_all(plant: Plant, named: Callable[[str], Person]) -> Reported:
    found = Reported()
    told_secretly(found, plant, named)
    told_without_a_name(found, plant, named)
    others(found, plant, named)
    erased(found, plant)
    found.addresses = [reverse("reports:desk"), reverse("reports:field"), reverse("reports:morning")]
    for code in found.codes.values():
        found.addresses += addresses_of(Report.objects.get(code=code))
    for left in Identity.objects.filter(report__code__in=[found.codes["secret"], found.codes["waiting"]]):
        found.addresses += [reverse(f"reports:{name}", args=[token(left)]) for name in ("contact", "contact_stop")]
    return found


def addresses_of(report: Report) -> list[str]:
    """Every address that names this report, with the keys of what hangs on it."""
    code = report.code
    here = [reverse(f"reports:{name}", args=[code]) for name in (
        "detail", "own", "own_letter", "forget", "link", "case", "case_publish", "visit", "case_letter", "outside_ask",
        "who", "case_together")]
    here += [reverse(f"reports:{name}", args=[code, word]) for name, words in (
        ("own_act", ("balas", "tambah", "buka", "selesai")),
        ("case_act", ("verifikasi", "kirim", "jawab", "catat", "pisah", "putus-identitas", "tunjuk", "beres",
                      "tanda-tangan")))
        for word in words]
    for key in report.enclosures.values_list("pk", flat=True):
        here += [reverse(f"reports:{name}", args=[code, key]) for name in ("own_file", "case_file")]
    clock = report.clocks.values_list("pk", flat=True).first() or 1
    here += [reverse(name, args=[code, clock]) for name in ("reports:own_clock", "reports:case_clock", "records:clock")]
    here += [reverse("reports:outside_end", args=[code, key]) for key in report.outside.values_list("pk", flat=True)]
    here += [reverse(name, args=[code]) for name in (
        "records:go", "records:timeline", "voices:discussion", "voices:write", "voices:follow", "voices:support")]
    return [*here, *(f"/open311/v2/requests/{code}.{form}?extensions=true" for form in ("json", "xml")),
            f"/open311/v2/tokens/{code}.json", f"/open311/v2/servicerequestupdates.json?service_request_id={code}"]
