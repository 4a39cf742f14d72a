"""Surveys as tests need them: made, opened, answered. Everybody here is invented."""
from datetime import timedelta

from django.utils import timezone

from pendopo.core.voices.surveys import queries
from pendopo.core.voices.surveys.actions import climate, drafting, inviting, running
from pendopo.core.voices.surveys.actions.drafting import Asking
from tests.core.hall import office, person

YES_NO = [{"code": "ya", "text": "Ya", "text_en": "Yes"}, {"code": "tidak", "text": "Tidak", "text_en": "No"}]
TEXT = "Jembatan itu licin saat hujan"


def maker(name="Budi Contoh", unit=None):
    return person(name, at=unit or office(), role="officer")


def every_sort():
    """One question of each sort; the third is only for those who said yes to the first."""
    ways = [{"code": code, "text": code.title(), "text_en": ""} for code in ("jalan", "sepeda", "bus")]
    return [
        Asking("single", "Apakah Anda lewat jembatan?", options=YES_NO),
        Asking("multiple", "Bagaimana Anda lewat?", options=ways, when="p1", among=["ya"]),
        Asking("scale", "Seberapa aman?", low="tidak aman", high="aman"),
        Asking("matrix", "Seberapa puas?", rows=[{"code": "lampu", "text": "Lampu", "text_en": ""},
                                                 {"code": "pagar", "text": "Pagar", "text_en": ""}], page=2),
        Asking("number", "Berapa kali seminggu?", least="0", most="50", page=2),
        Asking("date", "Kapan terakhir?", least="2026-01-01", most="2026-12-31", page=2),
        Asking("ranking", "Mana yang paling penting?", options=ways, page=2),
        Asking("text", "Apa yang perlu diperbaiki?", needed=False, page=3)]


def survey(by=None, asks=None, *, opened=True, **more):
    by = by or maker()
    held = by.office_ids
    made = drafting.draft(actor=by, title="Jembatan desa", office=queries.offices(by, *by_roles(by))[0], **more)
    assert held
    for one in asks or every_sort():
        drafting.ask(actor=by, survey=made, question=one)
    return running.open_survey(actor=by, survey=made) if opened else made


def by_roles(one):
    return [role for _, role, _ in one.roles]


def full(text=TEXT, **changes):
    """An answer to every_sort()."""
    return {"p1": "ya", "p2": ["jalan", "bus"], "p3": 4, "p4": {"lampu": 2, "pagar": "dk"}, "p5": "3",
            "p6": "2026-06-17", "p7": ["bus", "jalan"], "p8": text} | changes


def say(made, values, actor=None, key="10.0.0.1"):
    running.answer(actor=actor, survey=made, values=values, key=key)


class Pair:
    """A climate survey with a facilitator whom both sides named, and a key on paper."""

    def __init__(self, before=None, **more):
        self.government, self.society = office("Sekretariat Contoh"), office("Forum Contoh", "cso")
        self.ratna = person("Ratna Contoh", at=self.government, role="secretariat")
        self.lestari = person("Lestari Contoh", at=self.society, role="secretariat")
        self.fajar = person("Fajar Contoh", at=self.society, role="facilitator")
        closes = timezone.localdate() + timedelta(days=20)
        self.survey = climate.begin_climate(actor=self.ratna, title="Iklim kerja sama", office=self.government,
                                            closes=closes, before=before, **more)

    def named(self):
        for one in (self.ratna, self.lestari):
            climate.name_facilitator(actor=one, survey=self.survey, person=self.fajar)
        self.survey.refresh_from_db()
        return self

    def opened(self):
        self.named()
        self.secret = climate.make_key(actor=self.fajar, survey=self.survey)
        running.open_survey(actor=self.fajar, survey=self.survey)
        self.survey.refresh_from_db()
        return self

    def answered(self, side, levels, texts=()):
        """One answer for each level, the same on every statement."""
        tokens = inviting.invite(actor=self.fajar, survey=self.survey, side=side, many=len(levels))
        codes = [one.code for one in queries.questions(self.survey, side) if one.sort == "scale"]
        for at, (token, level) in enumerate(zip(tokens, levels, strict=True)):
            values = dict.fromkeys(codes, level) | ({"tulisan": texts[at]} if at < len(texts) else {})
            found = queries.token(token)
            assert found is not None
            running.answer_invited(actor=None, token=found, values=values, key=f"10.0.{side}.{at}")
        return tokens

    def closed(self):
        running.close_survey(actor=self.fajar, survey=self.survey)
        self.survey.refresh_from_db()
        return self.survey
