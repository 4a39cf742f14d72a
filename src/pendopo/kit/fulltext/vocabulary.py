"""The words that the index knows, how many rows hold each, and what a mistyped one was meant to be."""
from collections import Counter
from collections.abc import Iterable, Sequence
from time import monotonic

from django.db import connection

from pendopo.analysis.spelling import Lexicon, lexicon, propose
from pendopo.analysis.stem import tokens
from pendopo.kit.fulltext.models import Change, Form, Term
from pendopo.kit.fulltext.terms import asked
from pendopo.kit.whole import whole

KEEP = 600.0            # seconds for which a process trusts its copy of the words
KNOWN = 50_000          # the most used words, of which corrections are made
TRUSTED = 3             # rows that hold a word before it is no longer taken for a slip
AT_ONCE = 500_000       # entries counted in by one transaction: half a second, 30 MB; only an import has so many

_TERM = ("INSERT INTO fulltext_term (term, df)",
         "ON CONFLICT (term) DO UPDATE SET df = fulltext_term.df + excluded.df")
_FORM = ("INSERT INTO fulltext_form (form, term, used)",
         "ON CONFLICT (form) DO UPDATE SET term = excluded.term, used = fulltext_form.used + excluded.used")

_copies: dict[str, tuple[float, Lexicon]] = {}       # by database: a city is a database


def counted(word: str) -> bool:
    """Codes and long numbers name one thing each; they are found, but they are no vocabulary."""
    return word.isalpha() or (word.isdigit() and len(word) <= 4)


def fold() -> int:
    """Counts in what was noted: every minute by a timer, after a bulk load, and at once when words are erased."""
    done = 0
    while folded := _fold():
        done += folded
    if done:
        _copies.clear()
    return done


def _fold() -> int:
    with whole():
        steps: Counter[str] = Counter()
        stem_of: dict[str, str] = {}
        uses: Counter[str] = Counter()
        counted_in: list[int] = []
        read = 0
        if connection.vendor == "postgresql":    # one at a time, or a word could be forgotten before it is counted
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE fulltext_term IN SHARE ROW EXCLUSIVE MODE")
        for row in Change.objects.order_by("pk").iterator(chunk_size=20):
            steps.update(row.terms)
            for form, (stem, count) in row.forms.items():
                stem_of[form] = stem
                uses[form] += count
            counted_in.append(row.pk)
            read += len(row.terms) + len(row.forms)
            if read > AT_ONCE:
                break
        _add(_TERM, [(term, steps[term]) for term in sorted(steps) if steps[term]])
        _add(_FORM, [(form, stem_of[form], uses[form]) for form in sorted(uses)])
        _forget([term for term, step in steps.items() if step <= 0])
        Change.objects.filter(pk__in=counted_in).delete()
    return len(counted_in)


def _add(statement: tuple[str, str], rows: Sequence[tuple[str | int, ...]]) -> None:
    """New rows, or their numbers onto those that are there."""
    if not rows:
        return
    first, then = statement
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kinds = ", ".join("%s::text[]" if isinstance(one, str) else "%s::bigint[]" for one in rows[0])
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"{first} SELECT * FROM unnest({kinds}) {then}", columns)  # noqa: S608  our own words
        else:
            cursor.executemany(f"{first} VALUES ({', '.join(['%s'] * len(rows[0]))}) {then}", rows)


def _forget(fewer: list[str]) -> None:
    """Stems that no row holds any more go, and every form of them."""
    gone = list(Term.objects.filter(term__in=fewer, df__lte=0).values_list("term", flat=True))
    if gone:
        Form.objects.filter(term__in=gone).delete()
        Term.objects.filter(term__in=gone).delete()


def frequencies(words: Iterable[str]) -> dict[str, int]:
    """In how many rows each stem stands; one that is not known yet is left out."""
    return dict(Term.objects.filter(term__in=list(words)).values_list("term", "df"))


def copy() -> Lexicon:
    """This process's copy of the words, at most ten minutes old."""
    name = str(connection.settings_dict["NAME"])
    made, known = _copies.get(name, (0.0, None))
    if known is None or monotonic() - made > KEEP:
        rows = Form.objects.order_by("-used").values_list("form", "term", "used")[:KNOWN]
        known = lexicon(rows.iterator(chunk_size=5_000))
        _copies.clear()                              # one city's at a time
        _copies[name] = monotonic(), known
    return known


def correct(text: str) -> str | None:
    """The query with its slips put right, in words as people here write them; None if nothing better is known.

    Show it only where it finds something for this reader: a word that stands in closed rows alone must not be named.
    """
    words = tokens(text)
    meant = {word: {stem for group in asked(word) for stem in group} for word in words}
    known = frequencies({stem for stems in meant.values() for stem in stems})
    doubtful = [word for word, stems in meant.items()
                if stems and word.isalpha() and max(known.get(stem, 0) for stem in stems) < TRUSTED]
    better = {word: propose(copy(), word) or word for word in doubtful}
    right = " ".join(better.get(word, word) for word in words)
    return right if right != " ".join(words) else None
