"""What a letter says: its words without quotations, its files, whether a person wrote it. Knows no table."""
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from pendopo.analysis.spam import features

MOST_FILES, MOST = 5, 5_000              # files; characters of a text
ADDRESS = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]{1,190}")
PLUS = re.compile(r"[^+@]+\+([^@]+)@")
REFERENCE = re.compile(r"<(\w\.[a-z2-7]{20,60})@")
QUOTED = re.compile(r"^(?:>|-{2,}\s*(?:Original Message|Pesan Asli|Forwarded)|"
                    r"(?:On|Pada)\b.{0,200}(?:wrote|menulis)\s*:|(?:From|Dari)\s*:\s.{0,200}@)", re.IGNORECASE)
BULK = ("bulk", "junk", "list", "auto_reply")
FLAGS = re.compile(r"^\W*(RAHASIA|SECRET|ANONIM|ANONYMOUS)\b\W*", re.IGNORECASE)
ANSWERING = re.compile(r"^(?:re|fw|fwd|bls|balas)\s*:", re.IGNORECASE)
SURE = 5.0                               # points of the usual filters (SpamAssassin, rspamd)


@dataclass(frozen=True)
class Read:
    """One letter. `robot`: why no person wrote it; `spam`: why somebody should look first."""
    sender: str
    name: str
    subject: str
    text: str
    files: list[tuple[str, bytes]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)      # of plus addresses and references, e.g. "r.abc..."
    secret: bool = False
    anonymous: bool = False
    robot: str = ""
    spam: bool = False
    number: str = ""                                     # Message-ID


def read(content: bytes, envelope: str, recipient: str) -> Read:
    """Never raises for what a stranger wrote: what cannot be read is empty."""
    letter = message_from_bytes(content, policy=policy.default)
    name, sender = parseaddr(header(letter, "From"))
    subject, flags = unflagged(header(letter, "Subject"))
    text = words(letter)
    if subject and not ANSWERING.match(subject):
        text = f"{subject}\n\n{text}".strip()
    plus = PLUS.match(recipient)
    given = plus[1].lower() if plus else ""
    flags |= {given.upper()} & {"RAHASIA", "ANONIM"}
    return Read(
        sender=sender.lower() if ADDRESS.fullmatch(sender) else "", name=name[:200], subject=subject[:300],
        text=text[:MOST], files=files(letter), tokens=tokens(letter, given),
        secret=bool(flags & {"RAHASIA", "SECRET"}), anonymous=bool(flags & {"ANONIM", "ANONYMOUS"}),
        robot=robot(letter, envelope, sender), spam=spam(letter, text), number=header(letter, "Message-ID")[:300])


def header(letter: EmailMessage, name: str) -> str:
    """Broken ones are as good as none."""
    try:
        return " ".join(str(letter[name] or "").split())
    except (MessageError, ValueError, IndexError, AttributeError, TypeError):
        return ""


def unflagged(subject: str) -> tuple[str, set[str]]:
    """("Pungli di pasar", {"RAHASIA"}) from "[RAHASIA] Pungli di pasar"."""
    flags: set[str] = set()
    while found := FLAGS.match(subject):
        flags.add(found[1].upper())
        subject = subject[found.end():]
    return subject, flags


def tokens(letter: EmailMessage, plus: str) -> list[str]:
    """What the letter answers to: by the address it came to, those it names, and the letters it refers to."""
    named = [address for _name, address in getaddresses([header(letter, "To"), header(letter, "Cc")])]
    found = [plus, *(match[1].lower() for one in named if (match := PLUS.match(one))),
             *REFERENCE.findall(f"{header(letter, 'In-Reply-To')} {header(letter, 'References')}".lower())]
    return list(dict.fromkeys(one for one in found if "." in one))


def robot(letter: EmailMessage, envelope: str, sender: str) -> str:
    """Out-of-office programs, bounces and lists (RFC 3834): answering them could go on for ever."""
    said = header(letter, "Auto-Submitted").lower()
    if said and said.partition(";")[0].strip() != "no":
        return "auto"
    if not envelope or letter.get_content_type() in ("multipart/report", "message/delivery-status"):
        return "bounce"
    if header(letter, "Precedence").lower() in BULK or header(letter, "List-Id") or header(letter, "List-Unsubscribe"):
        return "list"
    if header(letter, "X-Autoreply") or header(letter, "X-Autorespond") or header(letter, "X-Auto-Response-Suppress"):
        return "auto"
    local = sender.partition("@")[0].lower()
    return "bounce" if local in ("mailer-daemon", "postmaster", "noreply", "no-reply") else ""


def spam(letter: EmailMessage, text: str) -> bool:
    """What the mail server's filter thinks, or several marks of advertising at once."""
    if header(letter, "X-Spam-Flag").lower().startswith("yes"):
        return True
    found = re.search(r"-?\d+(?:\.\d+)?", header(letter, "X-Spam-Score")) or re.search(
        r"(?<=score=)-?\d+(?:\.\d+)?", header(letter, "X-Spam-Status"))
    if found and float(found[0]) >= SURE:
        return True
    return len(features(text) & {"=links", "=percent", "=disguise", "=shout"}) >= 2


def words(letter: EmailMessage) -> str:
    """The plain part, else the other one without its marks; without what is quoted and signed."""
    try:
        part = letter.get_body(("plain", "html"))
        text = str(part.get_content()) if part is not None else ""
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        return ""
    if part is not None and part.get_content_subtype() == "html":
        text = plain(text)
    kept = []
    for line in text.replace("\r\n", "\n").replace("\0", "").split("\n"):
        if line.rstrip() == "--" or QUOTED.match(line.strip()):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


class Bare(HTMLParser):
    """Text of a page; scripts and styles are none."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title", "blockquote"):
            self.hidden += 1
        elif tag in ("br", "p", "div", "li", "tr", "h1", "h2", "h3"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title", "blockquote"):
            self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def plain(page: str) -> str:
    reader = Bare()
    reader.feed(page)
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def files(letter: EmailMessage) -> list[tuple[str, bytes]]:
    """(name, bytes) of what was attached."""
    found = []
    for part in letter.iter_attachments() if letter.is_multipart() else []:
        try:
            content = part.get_payload(decode=True)
            name = part.get_filename() or ""
        except (MessageError, ValueError, LookupError, AttributeError):
            continue
        if isinstance(content, bytes) and content:
            found.append((name[:200], content))
    return found[:MOST_FILES]
