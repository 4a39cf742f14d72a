"""One survey that is open, on a promise of the demo city; two waves of a climate survey that are closed, with so many
answers that each rule of small numbers can be seen. Every answer is invented."""
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import by_email
from pendopo.core.records.models import Record
from pendopo.core.voices.surveys import queries
from pendopo.core.voices.surveys.actions.climate import begin_climate, make_key, name_facilitator, paraphrase
from pendopo.core.voices.surveys.actions.drafting import Asking, ask, draft
from pendopo.core.voices.surveys.actions.inviting import invite
from pendopo.core.voices.surveys.actions.running import answer, answer_invited, close_survey, open_survey
from pendopo.core.voices.surveys.models import Survey

DOMAIN = "contoh.example"
LATER, WAVE = timedelta(days=30), timedelta(days=45)


def option(code: str, text: str, english: str) -> dict[str, str]:
    return {"code": code, "text": text, "text_en": english}


ASKED = [
    Asking("single", "Apakah Anda atau keluarga ke puskesmas dalam tiga bulan terakhir?",
           "Did you or your family go to a community health centre in the last three months?", options=[
               option("ya", "Ya", "Yes"), option("tidak", "Tidak", "No")]),
    Asking("number", "Berapa menit Anda menunggu pada kunjungan terakhir?",
           "How many minutes did you wait at the last visit?", least="0", most="300", when="p1", among=["ya"]),
    Asking("scale", "Seberapa mudah mengetahui jadwal dokter sebelum datang?",
           "How easy is it to know when the doctor is there before you come?", low="sangat sulit", low_en="very hard",
           high="sangat mudah", high_en="very easy"),
    Asking("multiple", "Dari mana Anda tahu jadwalnya?", "How do you know the schedule?", options=[
        option("papan", "Papan di puskesmas", "Board at the centre"), option("ponsel", "Ponsel", "Phone"),
        option("tetangga", "Tetangga atau kader", "Neighbours or volunteers")], needed=False, page=2),
    Asking("ranking", "Apa yang paling perlu lebih dulu?", "What is needed first?", options=[
        option("jadwal", "Jadwal yang benar", "A schedule that is true"),
        option("antrean", "Antrean dari ponsel", "Queueing by phone"),
        option("dokter", "Dokter lebih lama di tempat", "Doctors who stay longer")], page=2),
    Asking("text", "Apa lagi yang perlu kami ketahui?", "What else should we know?", needed=False, page=2),
]
FIRST = {"government": (4, 4, 5, 3, 4, 4, 5), "society": (2, 2, 3, 2)}
SECOND = {"government": (1,) * 5 + (2,) * 6 + (3,) * 7 + (4,) * 9 + (5,) * 7, "society": (2,) * 6 + (3,) * 5 + (4,) * 6}
STEPS = {"hormat": 1, "informasi": -1, "janji": -1, "data": 0, "aman": 0, "lagi": 1}


def load() -> str:
    """Safe to call twice."""
    if Survey.objects.exists():
        return gettext("surveys: %(many)d") % {"many": Survey.objects.count()}
    health = Record.objects.filter(visibility="public", title__icontains="puskesmas").order_by("pk").first()
    opinion(health)
    first = wave("Iklim kerja sama pemerintah dan masyarakat sipil", health, None, FIRST)
    wave("Iklim kerja sama pemerintah dan masyarakat sipil", health, first, SECOND)
    return gettext("surveys: %(many)d") % {"many": Survey.objects.count()}


def opinion(about: Record | None) -> None:
    """Open for another month; a few people have answered already."""
    dewi = member("dewi")
    survey = draft(actor=dewi, office=Organisation.objects.get(slug="dinas-kesehatan"), about=about,
                   title="Jadwal dokter di puskesmas", title_en="When the doctor is there",
                   summary="Kami ingin tahu apakah jadwal yang kami janjikan sampai kepada Anda. Hasilnya dibahas di "
                           "forum bulan depan.",
                   summary_en="We want to know whether the schedule that we promised reaches you. The forum discusses "
                              "the results next month.", closes=timezone.localdate() + LATER)
    for one in ASKED:
        ask(actor=dewi, survey=survey, question=one)
    survey = open_survey(actor=dewi, survey=survey)
    for at in range(8):
        answer(actor=None, survey=survey, key=f"demo-{at}", values={
            "p1": "ya", "p2": str(20 + 15 * at), "p3": 1 + at % 4, "p4": ["papan"], "p5": ["jadwal", "dokter"]})


def wave(title: str, about: Record | None, before: Survey | None, came: Mapping[str, Sequence[int]]) -> Survey:
    """Begun by the government's secretariat, led by the facilitator whom both sides named, answered and closed."""
    ratna, lestari, fajar = (member(name) for name in ("ratna", "lestari", "fajar"))
    survey = begin_climate(actor=ratna, title=title, title_en="How government and civil society work together",
                           office=Organisation.objects.get(slug="sekretariat-daerah"), about=about, before=before,
                           closes=timezone.localdate() + WAVE)
    for one in (ratna, lestari):
        survey = name_facilitator(actor=one, survey=survey, person=fajar)
    make_key(actor=fajar, survey=survey)
    survey = open_survey(actor=fajar, survey=survey)
    for side, levels in came.items():
        fill(fajar, survey, side, levels)
    survey = close_survey(actor=fajar, survey=survey)
    if before is not None:
        paraphrase(actor=fajar, survey=survey, side="society", code="tulisan",
                   text="Beberapa orang menulis bahwa undangan rapat datang terlalu dekat dengan harinya.")
    return survey


def fill(fajar: Person, survey: Survey, side: str, levels: Iterable[int]) -> None:
    """Everybody of one side, each with an invitation of their own."""
    told = list(levels)
    codes = [one.code for one in queries.questions(survey, side) if one.sort == "scale"]
    for at, (text, level) in enumerate(zip(invite(actor=fajar, survey=survey, side=side, many=len(told)), told,
                                           strict=True)):
        token = queries.token(text)
        if token is not None:
            answer_invited(actor=None, token=token, key=f"demo-{side}-{at}", values={
                code: max(1, min(5, level + STEPS.get(code, 0))) for code in codes} | (
                {"tulisan": "Undangan datang sehari sebelumnya."} if at < 6 else {}))


def member(name: str) -> Person:
    """An invented person of the demo, as if the second factor had been proved."""
    person = by_email(f"{name}@{DOMAIN}")
    if person is None:
        raise LookupError(f"the demo has no {name}: load the room of people first")
    person.strong = True
    return person


DEMO = (60, load)
