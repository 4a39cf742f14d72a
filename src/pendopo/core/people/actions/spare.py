"""The spare key of the house: two people each hold a part on paper. Both together invite a new secretariat, once, and
everybody who works here reads of it."""
import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people import rules
from pendopo.core.people.actions.invitations import invite
from pendopo.core.people.actions.lines import Hindrance, enter
from pendopo.core.people.actors import System
from pendopo.core.people.models import Organisation, Person, SpareKey
from pendopo.core.people.queries import keyed, people_of_staff
from pendopo.kit.rules import require
from pendopo.kit.seal import shares
from pendopo.kit.ui.dates import moment
from pendopo.kit.whole import whole

SECRET = 32                  # random bytes
WRONG: dict[str, Promise] = {
    "mistyped": _("This share is mistyped. Please compare it with the paper once more."),
    "same": _("This is the same share twice. Two different ones are needed."),
    "other_set": _("These two shares were not printed together.")}
SPENT = _("These two parts open nothing any more: they were used, or newer ones were printed.")


def name_holders(*, actor: Person, first_office: str, first_name: str, second_office: str,
                 second_name: str) -> tuple[str, str]:
    """The two parts, shown once, to be printed and handed over. Parts that were out before open nothing any more.

    Which offices hold them is public; the names are for the secretariat.
    """
    secret = secrets.token_bytes(SECRET)
    one, other = shares.cut(secret, 2)
    made = SpareKey(hash=keyed("spare-key", secret.hex()), by=actor, first_office=first_office,
                    second_office=second_office, first_name=first_name, second_name=second_name)
    with whole():
        require(rules.name_holders, actor, made)
        SpareKey.objects.filter(used=None, ended=None).update(ended=timezone.now())
        made.save(force_insert=True)
        enter("people.name_holders", by=actor, public=True, facts={"offices": [first_office, second_office]},
              words={"names": [first_name, second_name]})
    return one.printed(), other.printed()


def recover(*, actor: System, first: str, second: str, email: str, language: str = settings.LANGUAGE_CODE) -> SpareKey:
    """An invitation as secretariat goes to that address; the parts are used up; all staff are told, and the ledger
    says in public that it was done. Raises Hindrance, with words for whoever types."""
    found = opened(first, second)
    house = Organisation.objects.filter(side="government", parent=None, until=None, elsewhere=False).order_by(
        "pk").first()
    if house is None:
        raise Hindrance(_("There is no unit of the government here yet. The operator begins with pendopo admin."))
    with whole():
        key = SpareKey.objects.select_for_update(of=("self",)).get(pk=found.pk)
        require(rules.recover, actor, key)
        key.used = timezone.now()
        key.save(update_fields=["used"])
        invite(actor=actor, email=email, organisation=house, role="secretariat", language=language)
        enter("people.recover", by=actor, public=True, words={"email": email.lower()}, facts={
            "offices": [key.first_office, key.second_office], "organisation": house.slug, "role": "secretariat"})
        tell(key)
    return key


def opened(first: str, second: str) -> SpareKey:
    """What both parts open together. Raises Hindrance."""
    key = SpareKey.objects.filter(hash=keyed("spare-key", joined(first, second).hex()), used=None, ended=None).first()
    if key is None:
        raise Hindrance(SPENT)
    return key


def joined(first: str, second: str) -> bytes:
    """Raises Hindrance."""
    try:
        return shares.joined(shares.Share.read(first), shares.Share.read(second))
    except shares.NotAShare as wrong:
        raise Hindrance(WRONG[wrong.code]) from None


def tell(key: SpareKey) -> None:
    """One letter to everybody who works here, in their language."""
    for person in people_of_staff():
        with translation.override(person.language):
            send_mail(*letter(key), None, [str(person.email)])


def letter(key: SpareKey) -> tuple[str, str]:
    return gettext("The spare key was used"), gettext(
        "Hello,\n\nOn %(moment)s the spare key of this site was used. Its two parts were held by: %(first)s, and "
        "%(second)s. With it, a new member of the secretariat was invited.\n\nIf you did not expect this, speak with "
        "both of them today, and with your secretariat: it can withdraw the invitation and end the role.\n\nThat it "
        "was used is written in the public ledger.\n") % {
            "moment": moment(key.used), "first": key.first_office,
            "second": key.second_office}
