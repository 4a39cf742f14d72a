from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Commitment
from pendopo.channels.plans.words import TEXTS
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.records.kinds import Kind


def words(commitment: Commitment) -> str:
    """What search knows beyond title and summary: the other title, plan, ids, who takes part, milestones, texts."""
    face, plan = commitment.face, commitment.plan
    named = [f"{part['name']} {part['name_en']}" for part in face.get("parts", [])]
    steps = [step["title"] for step in face.get("milestones", [])]
    texts = [getattr(commitment, name) for name in TEXTS]
    return " ".join([commitment.title_en, plan.code, commitment.ogp_id, plan.title, *named, *steps, *texts])


KIND = Kind(
    name="plans", label=_("Action plans"), one=_("Commitment"), path="rencana-aksi", prefix="RA", model=Commitment,
    workflow=WORKFLOW, urls="pendopo.channels.plans.urls", see=rules.see, words=words,
    about=_("What governments promised in their action plans, and what each side says has become of it."))
