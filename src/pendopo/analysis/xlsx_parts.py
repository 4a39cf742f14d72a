"""The two long documents inside an XLSX file, read in pieces: the shared texts and the rows of a sheet."""
import re
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO
from xml.parsers import expat

from pendopo.analysis import plain_xml

Cell = str | int | float | bool | datetime | None
Row = tuple[int, dict[int, Cell]]
PIECE = 128 * 1024
LONG = 48                       # characters: longer shared texts lie on the disk
MOST_TEXTS = 4_000_000
MOST_LETTERS = 200_000          # in one cell; a spreadsheet itself keeps 32,767
LAST_COLUMN = 16_383
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LETTERS = re.compile(r"[A-Z]{1,3}")


class Unreadable(ValueError):
    """This file is no sheet that can be read. `code`: broken bomb old_office page no_header no_sheet."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Texts:
    """The shared texts of a book: short ones in memory, long ones in a file that nobody else can open."""

    def __init__(self) -> None:
        self.known: list[str | None] = []
        self.places = array("Q")
        self.file: IO[bytes] | None = None
        self.end = 0

    def add(self, text: str) -> None:
        if len(self.known) >= MOST_TEXTS:
            raise Unreadable("bomb")
        if len(text) <= LONG:
            self.known.append(text)
            self.places.append(0)
            return
        if self.file is None:
            self.file = TemporaryFile()  # noqa: SIM115 # it lives as long as the book is open
        data = text.encode("utf-8", "replace")
        self.file.seek(self.end)
        self.file.write(len(data).to_bytes(4, "big") + data)
        self.known.append(None)
        self.places.append(self.end)
        self.end += 4 + len(data)

    def get(self, number: str) -> str:
        if not number.isdigit() or int(number) >= len(self.known):
            raise Unreadable("broken")
        known = self.known[int(number)]
        if known is not None or self.file is None:
            return known or ""
        self.file.seek(self.places[int(number)])
        return self.file.read(int.from_bytes(self.file.read(4), "big")).decode("utf-8")

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class Letters:
    """Collects what stands between <t> and </t> or <v> and </v>, but not the reading aids of Japanese (<rPh>)."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.inside, self.aside, self.many = False, 0, 0

    def data(self, text: str) -> None:
        if self.inside and not self.aside:
            self.many += len(text)
            if self.many > MOST_LETTERS:
                raise Unreadable("bomb")
            self.parts.append(text)

    def taken(self) -> str:
        text = "".join(self.parts)
        self.parts, self.many = [], 0
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_texts(source: IO[bytes], into: Texts) -> None:
    """Every <si> of sharedStrings.xml, in order."""
    letters = Letters()

    def start(name: str, _: dict[str, str]) -> None:
        name = plain_xml.local(name)
        letters.inside = letters.inside or name == "t"
        letters.aside += name == "rPh"

    def end(name: str) -> None:
        name = plain_xml.local(name)
        if name == "t":
            letters.inside = False
        elif name == "rPh":
            letters.aside -= 1
        elif name == "si":
            into.add(letters.taken())

    for _ in pieces(source, start, end, letters.data):
        pass


def pieces(source: IO[bytes], start: Callable[[str, dict[str, str]], None], end: Callable[[str], None],
           data: Callable[[str], None]) -> Iterator[None]:
    """Feeds a parser piece by piece; whatever is wrong with the document is Unreadable("broken")."""
    parser = plain_xml.parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        while piece := source.read(PIECE):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, plain_xml.Broken, EOFError, OSError, LookupError, UnicodeError):
        raise Unreadable("broken") from None
    yield


class Sheet:
    """The rows of one sheet. A cell is made when its tag closes, a row is handed on when its tag closes."""

    def __init__(self, texts: Texts, dates: frozenset[int], epoch: datetime) -> None:
        self.texts, self.dates, self.epoch = texts, dates, epoch
        self.letters = Letters()
        self.done: list[Row] = []
        self.row: dict[int, Cell] = {}
        self.number, self.column, self.kind, self.style = 0, -1, "n", ""
        self.columns: dict[str, int] = {}

    def rows(self, source: IO[bytes]) -> Iterator[Row]:
        """(row as a spreadsheet counts it, {column from 0: what stands there}); empty rows and cells are left out."""
        for _ in pieces(source, self.start, self.end, self.letters.data):
            done, self.done = self.done, []
            yield from done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = plain_xml.local(name)
        if name in ("v", "t"):
            self.letters.inside = True
        elif name == "c":
            self.column = self.at(attributes["r"]) if "r" in attributes else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        elif name == "row":
            said = attributes.get("r", "")
            self.number = int(said) if said.isdigit() else self.number + 1
            self.row, self.column = {}, -1
        elif name == "rPh":
            self.letters.aside += 1

    def end(self, name: str) -> None:
        if ":" in name:
            name = plain_xml.local(name)
        if name in ("v", "t"):
            self.letters.inside = False
        elif name == "c":
            text = self.letters.taken()
            if text:
                self.row[self.column] = self.value(text)
        elif name == "row" and self.row:
            self.done.append((self.number, self.row))
        elif name == "rPh":
            self.letters.aside -= 1

    def at(self, reference: str) -> int:
        """ "AB12" is column 27."""
        found = LETTERS.match(reference)
        if found is None:
            raise Unreadable("broken")
        letters = found[0]
        if letters not in self.columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            if number > LAST_COLUMN + 1:
                raise Unreadable("broken")
            self.columns[letters] = number - 1
        return self.columns[letters]

    def value(self, text: str) -> Cell:
        if self.kind == "s":
            return self.texts.get(text)
        if self.kind == "b":
            return text == "1"
        if self.kind == "e":
            return None
        if self.kind == "n":
            return self.figure(text)
        if self.kind == "d":
            try:
                return datetime.fromisoformat(text.removesuffix("Z"))
            except ValueError:
                return text
        return text

    def figure(self, text: str) -> Cell:
        try:
            number: int | float = int(text) if text.isdigit() else float(text)
            if self.style.isdigit() and int(self.style) in self.dates:
                return self.epoch + timedelta(seconds=round(number * 86_400))
        except (ValueError, OverflowError):
            return text
        return int(number) if number == number // 1 and abs(number) < 1e15 else number
