from django.utils.translation import gettext_lazy as _

from pendopo.gateways.sms.arriving import again
from pendopo.gateways.sms.queries import set_up, waiting
from pendopo.kit.work.gates import Gate

GATE = Gate("sms", _("SMS and WhatsApp"), (
    ("sms.in", _("Messages that came in")), ("sms.out", _("Messages that left"))), waiting, again, set_up)
