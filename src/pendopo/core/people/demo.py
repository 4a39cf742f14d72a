"""Invented people and organisations of Kabupaten Contoh. Everybody is called Contoh, every address ends in .example.

Passwords and second factors are made for this installation alone: nobody who reads this file can sign in anywhere.
"""
import json
import os
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from pendopo.core.people.actions.persons import set_password, welcome
from pendopo.core.people.actions.standing import appoint, found
from pendopo.core.people.models import Organisation, Person, today
from pendopo.core.people.queries import by_email, system
from pendopo.core.people.roles import TIME_BOXED

DOMAIN = "contoh.example"
GOVERNMENT = [     # slug, name, name in English, what it does; the first one is above the others
    ("pemkab", "Pemerintah Kabupaten Contoh", "Government of Contoh Regency",
     "Bupati dan seluruh perangkat daerah."),
    ("sekretariat-daerah", "Sekretariat Daerah Kabupaten Contoh", "Regional Secretariat of Contoh Regency",
     "Mengoordinasi perangkat daerah dan menjadi sekretariat pemerintah di forum."),
    ("bappeda", "Bappeda Kabupaten Contoh", "Planning Agency of Contoh Regency",
     "Menyusun rencana dan anggaran pembangunan."),
    ("diskominfo", "Diskominfo Kabupaten Contoh", "Communication and Informatics Office of Contoh Regency",
     "Mengurus situs ini, data, dan layanan informasi."),
    ("dinas-kesehatan", "Dinas Kesehatan Kabupaten Contoh", "Health Office of Contoh Regency",
     "Mengurus puskesmas dan kesehatan warga."),
    ("dinas-pendidikan", "Dinas Pendidikan Kabupaten Contoh", "Education Office of Contoh Regency",
     "Mengurus sekolah dan guru."),
    ("inspektorat", "Inspektorat Kabupaten Contoh", "Inspectorate of Contoh Regency",
     "Mengawasi jalannya pemerintahan daerah."),
    ("dinas-pekerjaan-umum", "Dinas Pekerjaan Umum Kabupaten Contoh", "Public Works Office of Contoh Regency",
     "Mengurus jalan, jembatan, dan saluran air."),
    ("dinas-kependudukan", "Dinas Kependudukan Kabupaten Contoh", "Civil Registry Office of Contoh Regency",
     "Mengurus KTP, kartu keluarga, dan akta."),
]
OTHERS = [
    ("dprd", "DPRD Kabupaten Contoh", "Council of Contoh Regency", "council", "Wakil rakyat Kabupaten Contoh."),
    ("forum-warga", "Forum Warga Contoh", "Contoh Citizens' Forum", "cso",
     "Perkumpulan warga yang ikut merumuskan dan memantau janji pemerintah."),
    ("lembaga-pemantau", "Lembaga Pemantau Contoh", "Contoh Monitoring Body", "cso",
     "Menilai pelaksanaan rencana aksi secara mandiri."),
    ("peduli-sehat", "Peduli Sehat Contoh", "Contoh Health Watch", "cso",
     "Perkumpulan warga yang mendampingi pasien dan memantau layanan kesehatan."),
    ("universitas", "Universitas Contoh", "University of Contoh", "academia",
     "Mengajar dan meneliti; ikut menjaga pembicaraan warga tetap sopan."),
]
PEOPLE = [         # name, role, organisation
    ("Sari", "", ""),
    ("Budi", "officer", "diskominfo"),
    ("Dewi", "head", "dinas-kesehatan"),
    ("Eko", "editor", "bappeda"),
    ("Ratna", "secretariat", "sekretariat-daerah"),
    ("Wahyu", "member", "forum-warga"),
    ("Lestari", "secretariat", "forum-warga"),
    ("Joko", "administrator", "forum-warga"),
    ("Maya", "moderator", "forum-warga"),
    ("Nina", "moderator", "universitas"),      # an objection is decided by somebody else than who decided first
    ("Fajar", "facilitator", "forum-warga"),
    ("Intan", "facilitator", "universitas"),              # leads initiatives: works for neither side
    ("Surya", "officer", "dinas-kesehatan"),
    ("Bima", "head", "dinas-pendidikan"),
    ("Tono", "administrator", "peduli-sehat"),
    ("Putri", "monitor", "lembaga-pemantau"),
    ("Agus", "auditor", "inspektorat"),
    ("Rina", "coordinator", "sekretariat-daerah"),        # verifies reports and sends them on
    ("Gita", "coordinator", "inspektorat"),               # does it where the first desk is complained about
    ("Hadi", "liaison", "dinas-pekerjaan-umum"),
    ("Yuni", "liaison", "dinas-kependudukan"),
]


def load() -> str:
    """Organisations, people with roles, and how they sign in. Safe to call twice."""
    organisations()
    made = [settle(*row) for row in PEOPLE]
    if settings.DEMO:
        sign_ins()
    return f"{len(made)} people, {Organisation.objects.count()} organisations"


def organisations() -> None:
    operator = system("demo")
    known = set(Organisation.objects.values_list("slug", flat=True))
    parent = Organisation.objects.filter(slug=GOVERNMENT[0][0]).first()
    rows = [*((slug, name, english, "government", about) for slug, name, english, about in GOVERNMENT), *OTHERS]
    for slug, name, english, side, about in rows:
        if slug not in known:
            above = parent if side == "government" else None
            made = found(actor=operator, slug=slug, name=name, name_en=english, side=side, parent=above, about=about,
                         source="demo")
            parent = parent or made


def settle(first: str, role: str, slug: str) -> Person:
    operator = system("demo")
    email = f"{first.lower()}@{DOMAIN}"
    person = by_email(email) or welcome(actor=operator, name=f"{first} Contoh", email=email)
    if role and not any(held == role for _, held, _ in person.held):
        until = today() + timedelta(days=180) if role in TIME_BOXED else None
        appoint(actor=operator, person=person, organisation=Organisation.objects.get(slug=slug), role=role,
                until=until)
    return person


def sign_ins() -> None:
    """Password and app for each, once; the passwords lie in a file that only the owner of this installation reads."""
    path = settings.DEMO_SIGN_INS
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    for first, role, _slug in PEOPLE:
        person = by_email(f"{first.lower()}@{DOMAIN}")
        if person is None:
            continue
        password = passwords.setdefault(person.email or "", secrets.token_urlsafe(9))
        if not person.check_password(password):
            set_password(actor=person, password=password)
        if role and not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(person, generate_totp_secret())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)


DEMO = (10, load)
