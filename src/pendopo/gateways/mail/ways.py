"""How a letter leaves the house: over SMTP, or as a file in HOME/mail where no server is named."""
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from ssl import create_default_context
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = 10       # seconds for one answer of the server


class Closed(Exception):
    """The server itself cannot be reached or will not have us: no letter is at fault."""


class Rejected(Exception):
    """This letter will never be taken: the address is refused for good, or is none."""


class Later(Exception):
    """Not now, says the server: try this letter again."""


class Way(Protocol):
    def carry(self, message: EmailMessage, name: str) -> None: ...


class Files:
    """One .eml file a letter, readable by the owner alone; written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, message: EmailMessage, name: str) -> None:
        part = self.folder / f".{name}.part"
        part.touch(mode=0o600)
        part.write_bytes(message.as_bytes())
        part.replace(self.folder / f"{name}.eml")


class Smtp:
    """One connection for a batch. Codes 5xx are final and 4xx are not (RFC 5321, 4.2.1)."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self.server = server

    def carry(self, message: EmailMessage, name: str) -> None:
        try:
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise (Rejected if code >= 500 else Later)(f"SMTP {code}") from None
        except smtplib.SMTPSenderRefused as refused:
            raise Closed(f"SMTP {refused.smtp_code} for our own address") from None
        except smtplib.SMTPDataError as refused:
            raise (Rejected if refused.smtp_code >= 500 else Later)(f"SMTP {refused.smtp_code}") from None
        except smtplib.SMTPNotSupportedError:
            raise Rejected("SMTPUTF8") from None        # an address with letters that this server cannot carry
        except (smtplib.SMTPException, OSError) as broken:
            raise Closed(type(broken).__name__) from None


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Way]:
    """`smtp://user:password@host:port?tls=1` (STARTTLS), `smtps://...` (TLS from the first byte); empty for files."""
    if not url:
        yield Files(folder)
        return
    try:
        server = connected(url)
    except (smtplib.SMTPException, OSError) as broken:
        raise Closed(type(broken).__name__) from None
    try:
        yield Smtp(server)
    finally:
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def connected(url: str) -> smtplib.SMTP:
    parts, wants = urlsplit(url), parse_qs(urlsplit(url).query)
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError(f"PENDOPO_MAIL: {parts.scheme} is not known; use smtp:// or smtps://")
    host = parts.hostname or "localhost"
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=create_default_context())
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=PATIENCE)
        if wants.get("tls") == ["1"]:
            server.starttls(context=create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
