"""What a crawler and a form filler see of a page: links, forms with their fields, what is said in an error summary."""
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

TYPED = ("text", "textarea", "email", "search", "tel", "url", "number", "date", "time", "month")   # kept when refused
VOID = ("input", "br", "img", "meta", "link", "hr", "path", "rect", "circle", "line", "polyline")


@dataclass
class Field:
    name: str
    kind: str                        # of an input, or textarea, select, button
    value: str = ""
    choices: list[str] = field(default_factory=list)
    chosen: bool = True              # of a box or a radio button


@dataclass
class Form:
    page: str                        # the address it stands on
    method: str = "get"
    action: str = ""
    upload: bool = False
    fields: list[Field] = field(default_factory=list)

    @property
    def target(self) -> str:
        return urldefrag(urljoin(self.page, self.action) if self.action else self.page)[0]

    def named(self) -> dict[str, list[Field]]:
        """Fields by name; the radio buttons of one question lie together. Without the token."""
        found: dict[str, list[Field]] = {}
        for one in self.fields:
            if one.name and one.name != "csrfmiddlewaretoken":
                found.setdefault(one.name, []).append(one)
        return found

    def sign(self) -> tuple[str, ...]:
        return (self.method, *sorted({f"{one.name}:{one.kind}" for one in self.fields}))


class Reader(HTMLParser):
    """One pass over a page."""

    def __init__(self, html: str, address: str = "/") -> None:
        super().__init__()
        self.address, self.language = address, ""
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.problems: list[str] = []        # the lines of an error summary (role="alert")
        self._depth, self._open, self._select = 0, "", ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._depth and tag not in VOID:
            self._depth += 1
            if tag in ("li", "p"):
                self.problems.append("")
        elif given.get("role") == "alert":
            self._depth = 1
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(self.address, given.get("method", "get").lower(), given.get("action", ""),
                                   "multipart" in given.get("enctype", "")))
        elif self.forms:
            self.control(tag, given)

    def control(self, tag: str, given: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        name = given.get("name", "")
        if tag == "input":
            kind = given.get("type", "text")
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            fields.append(Field(name, kind, value, chosen="checked" in given or kind not in ("checkbox", "radio")))
        elif tag == "textarea":
            fields.append(Field(name, "textarea"))
            self._open = "textarea"
        elif tag == "select":
            fields.append(Field(name, "select"))
        elif tag == "option" and fields and fields[-1].kind == "select":
            fields[-1].choices.append(given.get("value", ""))
            if "selected" in given or len(fields[-1].choices) == 1:
                fields[-1].value = given.get("value", "")
        elif tag == "button" and given.get("type", "submit") == "submit":
            if name:
                fields.append(Field(name, "button", given.get("value", "")))
            self.forms[-1].action = given.get("formaction", self.forms[-1].action)

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in VOID:
            self._depth -= 1
        if tag == "textarea" and self._open:
            fields = self.forms[-1].fields
            fields[-1].value = fields[-1].value.replace("\r\n", "\n").removeprefix("\n")     # HTML drops the first one
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and self.forms:
            self.forms[-1].fields[-1].value += data
        if self._depth and self.problems:
            self.problems[-1] = " ".join(f"{self.problems[-1]} {data}".split())

    def inside(self) -> Iterator[str]:
        """The addresses of this site that the page names."""
        for link in self.links:
            whole = urldefrag(urljoin(self.address, link))[0]
            parts = urlsplit(whole)
            if not parts.netloc and not parts.scheme and whole.startswith("/"):
                yield whole
