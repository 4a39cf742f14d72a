from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.models import Commitment
from pendopo.channels.plans.paragraphs import parted
from pendopo.channels.plans.words import TEXTS
from pendopo.channels.plans.workflow import CYCLE, WORKFLOW
from pendopo.core.records.kinds import Kind
from pendopo.kit.markdown import plain


def words(commitment: Commitment) -> str:
    """What search knows beyond title and summary: the other title, plan, ids, who takes part, milestones, texts."""
    face, plan = commitment.face, commitment.plan
    named = [f"{part['name']} {part['name_en']}" for part in face.get("parts", [])]
    steps = [step["title"] for step in face.get("milestones", [])]
    texts = [getattr(commitment, name) for name in TEXTS]
    return " ".join([commitment.title_en, plan.code, commitment.ogp_id, plan.title, *named, *steps, *texts])


def paragraphs(commitment: Commitment) -> dict[str, str]:
    """While it is drafted people can speak to each paragraph: "problem-1" and the beginning of its words."""
    if commitment.state != "draft":
        return {}
    return {f"{name}-{place}": plain(words) for name in TEXTS
            for place, words in enumerate(parted(getattr(commitment, name)), 1)}


def themes(cycle: Cycle) -> dict[str, str]:
    """The themes of a plan: each is a discussion of its own."""
    return {f"tema-{theme.position}": theme.title for theme in cycle.themes.all()}


def cycle_words(cycle: Cycle) -> str:
    """What search knows of a plan beyond its title."""
    plan = getattr(cycle, "plan", None)
    return " ".join([cycle.title_en, plan.code if plan else "", cycle.decree])


COMMITMENTS = Kind(
    name="plans", rank=2, label=_("Action plans"), one=_("Commitment"), path="rencana-aksi", prefix="RA",
    model=Commitment, workflow=WORKFLOW, urls="pendopo.channels.plans.urls", see=rules.see, words=words,
    about=_("What governments promised in their action plans, and what each side says has become of it."),
    passages=paragraphs, entries=("plans:draft", "plans:ask"))

CYCLES = Kind(
    name="cycles", label=_("All action plans"), one=_("Action plan"), path="rencana", prefix="REN", model=Cycle,
    workflow=CYCLE, urls="pendopo.channels.plans.cycle_urls", see=rules.see, words=cycle_words,
    about=_("How action plans are made: who may say what until when, and what became of it."), within="plans",
    passages=themes, entries=("plans:open", "plans:contribute"))

KIND = (COMMITMENTS, CYCLES)
