"""A letter of the outbox as an Internet message (RFC 5322), ready for a server or a file."""
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from pendopo.kit.post.models import Letter


def envelope(letter: Letter, sender: str) -> EmailMessage:
    """The same letter always has the same Message-ID, so a receiver can tell a repeated delivery from a new one.

    `Auto-Submitted` keeps out-of-office programs quiet (RFC 3834). Raises ValueError where an address is none.
    """
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.made)
    message["Message-ID"] = f"<letter-{letter.pk}-{letter.made:%Y%m%d%H%M%S%f}@{urlsplit(settings.SITE).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.language:
        message["Content-Language"] = letter.language
    for header, value in letter.headers.items():
        message[header] = value
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message
