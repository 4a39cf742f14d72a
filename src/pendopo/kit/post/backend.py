"""Django's way of sending mail, pointed at the outbox: what allauth sends lies there like every other letter."""
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from pendopo.kit.post.actions import post


class Outbox(BaseEmailBackend):
    """Codes and links of the sign-in pages: somebody waits for them, so they are urgent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        posted = 0
        for message in email_messages:
            if message.attachments:
                raise ValueError("a letter carries no files")
            for address in message.recipients():
                post(to=address, subject=str(message.subject), text=str(message.body), html=html_of(message),
                     headers={name: str(value) for name, value in message.extra_headers.items()}, urgent=True)
            posted += 1
        return posted


def html_of(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        for content, mimetype in message.alternatives:
            if mimetype == "text/html":
                return str(content)
    return ""
