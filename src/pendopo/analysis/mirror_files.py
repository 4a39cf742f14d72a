"""Which files of a city are taken along into a copy: those that are read, none that would run.

A browser that opens a file of the copy, and the web server that hands it out, go by the ending of its name, whatever
the city called its type. A drawing, a feed and any other XML may carry a script within; so each is read whole.
"""
import re
from xml.parsers import expat

from pendopo.analysis import plain_xml

RUN = frozenset(["html", "htm", "xhtml", "xht", "shtml", "js", "mjs", "svgz", "swf", "hta",         # by a browser
                 "php", "phtml", "phar", "cgi", "pl", "asp", "aspx", "jsp", "sh"])                   # by a web server
REFUSED = ("javascript", "ecmascript", "x-httpd", "x-sh")                                            # types of the same
XML = frozenset(["svg", "xml", "xsl", "xslt", "rdf", "atom", "rss"])
ELEMENTS = frozenset(["script", "foreignobject", "iframe", "object", "embed", "handler", "listener"])
XHTML = "http://www.w3.org/1999/xhtml"                   # where it is, a feed holds a page
BLANK = re.compile(r"[\x00-\x20]+")


class Active(Exception):
    """Something in it would run."""


def is_active(path: str, kind: str, body: bytes) -> bool:
    """Of the path as it is called in the copy, the type that the city gave it, and its bytes."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in RUN or any(word in kind for word in REFUSED):
        return True
    return (ending in XML or "xml" in kind) and not lies_still(body)


def lies_still(body: bytes) -> bool:
    """No script, no handler of events, no address that is one, no sheet that makes one; and well-formed, because a
    browser runs what comes before the first mistake."""
    reader = plain_xml.parser()
    reader.StartElementHandler, reader.ProcessingInstructionHandler = element, instruction
    try:
        reader.Parse(body, True)
    except (Active, expat.ExpatError, ValueError, LookupError):
        return False
    return True


def element(name: str, attributes: dict[str, str]) -> None:
    if plain_xml.local(name).lower() in ELEMENTS:
        raise Active
    for key, value in attributes.items():
        if plain_xml.local(key).lower().startswith("on") or XHTML in value or "javascript:" in BLANK.sub(
                "", value).lower():
            raise Active


def instruction(target: str, _words: str) -> None:
    if target.lower().startswith("xml-stylesheet"):
        raise Active
