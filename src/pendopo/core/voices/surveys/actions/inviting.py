"""One-time invitations. They are shown once, to be printed or sent; we keep a keyed hash of each, and for no longer
than it is unused."""
from pendopo.core.people.actions.lines import enter
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.voices.surveys import rules
from pendopo.core.voices.surveys.instrument import SIDES
from pendopo.core.voices.surveys.models import Survey, Token
from pendopo.core.voices.surveys.queries import hashed
from pendopo.kit.codes import new_receipt
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

MOST = 200


def invite(*, actor: Actor, survey: Survey, many: int, side: str = "") -> list[str]:
    """So many invitations (at most 200 at once); of a climate survey for one side."""
    if not 1 <= many <= MOST or (survey.sort == "climate") != (side in SIDES):
        raise ValueError("1 to 200 invitations; a climate survey invites one side at a time")
    with whole():
        survey = records.lock(survey)
        require(rules.invite, actor, survey)
        made = [new_receipt() for _ in range(many)]
        rows = [Token(survey=survey, side=side, hash=hashed(one)) for one in made]
        Token.objects.bulk_create(sorted(rows, key=lambda row: row.id))
        enter("surveys.invite", by=actor, facts={"record": survey.code, "side": side, "many": many})
    return made
