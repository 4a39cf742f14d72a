"""Where a page of a city lies in a copy of it, and how one file of the copy points to another.

A copy is static: a page is a folder with an index.html, so that any web server shows it, under any address; all links
are relative. What the city's paths say is not trusted: nothing is written outside the copy.
"""
import re
from posixpath import basename
from urllib.parse import quote, unquote, urlsplit

OWN = "salinan"                    # the copy's own folder; no page of the city may lie there
LONGEST, DEEPEST = 180, 12         # bytes of one name, folders
CODE = re.compile(r"/(?=[^/]*\d)[^/]+")
SAFE = "/-_.~!$&'()*+,;=:@"


def shape(path: str) -> str:
    """Addresses of one sort look alike but for names with a digit: /catatan/RA-2026-0001-J/riwayat is /catatan/*/…"""
    return CODE.sub("/*", path)


def file_of(path: str, page: bool) -> str:
    """The file of the copy for a path of the city (as it stands in an address). ValueError if it cannot be one."""
    parts = unquote(urlsplit(path).path).split("/")[1:]
    folder = parts and parts[-1] == ""
    names = parts[:-1] if folder else parts
    wrong = any(not name or name.startswith(".") or "\\" in name or "\0" in name or not name.isprintable()
                or len(name.encode()) > LONGEST for name in names)
    if not path.startswith("/") or wrong or len(names) > DEEPEST or (names and names[0] == OWN):
        raise ValueError(f"no file can be called {path[:100]!r}")
    if not page and (folder or not names):
        raise ValueError(f"{path[:100]!r} is a folder and no page")
    return "/".join([*names, "index.html"] if page else names)


def to_file(here: str, there: str) -> str:
    """From one file of the copy to another, as it stands in a link. An index.html is called by its folder."""
    up = "../" * here.count("/")
    target = there.removesuffix("index.html") if basename(there) == "index.html" else there
    return (up + quote(target, safe=SAFE)) or "./"


def inside(address: str, city: str) -> str | None:
    """The path, with its question, if an address is the city's own; None for somebody else's and for mailto: and #."""
    if address.startswith(f"{city}/") or address == city:
        return address[len(city):] or "/"
    if address.startswith("/") and not address.startswith("//"):
        return address
    return None
