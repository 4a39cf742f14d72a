"""A city that opened this morning: nobody has moderated anything yet, and advertising comes all the same."""
import pytest

from pendopo.core.notices.models import Notice
from pendopo.core.voices.actions.lessons import learn
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.models import Case, Lesson
from pendopo.core.voices.queries import discussion
from tests.core.hall import office, person, record

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADVERTS = ["Slot gacor maxwin hari ini, bonus deposit 100%, klik https://slot.contoh.example WA 0812-0000-0000",
           "PINJAMAN ONLINE CEPAT CAIR 5 MENIT TANPA JAMINAN, hubungi wa 0812 0000 0000, proses mudah",
           "Earn $5000 a week working from home!! Visit www.cash.example now, limited offer, 100% free bonus"]
FAIR = ["Jalan di depan puskesmas rusak parah, sudah tiga kali kami lapor dan tidak ada yang datang!",
        "Kapan jadwal dokter gigi ditambah? Antrean sampai jam dua siang.",
        "The clinic moved, see https://contoh.example/peta for the new address.",
        "Pejabatnya bohong semua, janji tinggal janji."]


@pytest.mark.parametrize("learned", [False, True])
def test_an_obvious_advert_waits_and_an_angry_citizen_does_not(learned):
    """Also after the first hourly lesson, which has nothing to learn from."""
    moderator = person(at=office("Sekretariat"), role="moderator")
    road = record(at=office())
    if learned:
        assert learn() == 0 and Lesson.objects.count() == 1
    for text in ADVERTS:
        said = comment(actor=person(), record=road, text=text)
        assert said.state == "held" and Case.objects.get(comment=said).cause == "spam", (said.score, text)
    for text in FAIR:
        said = comment(actor=person(), record=road, text=text)
        assert said.state == "shown", (said.score, text)
    assert len(discussion(road, None).threads) == len(FAIR)
    assert Notice.objects.filter(person=moderator, template="voices.waiting").exists()
