"""The words that the index knows, how many rows hold each, and what a mistyped one was meant to be."""
from collections import Counter
from collections.abc import Iterable, Mapping
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, connections

from pendopo.analysis.spelling import Lexicon, lexicon, propose
from pendopo.analysis.stem import asked, tokens
from pendopo.kit.fulltext.models import Change, Term
from pendopo.kit.fulltext.terms import TAG, TITLE
from pendopo.kit.whole import whole

KEEP = 600.0            # seconds for which a process trusts its copy of the words
KNOWN = 60_000          # the most frequent words, of which corrections are made
TRUSTED = 3             # rows that hold a word before it is no longer taken for a slip

_UPSERT = """INSERT INTO fulltext_term (term, df, form) VALUES (%s, %s, %s)
ON CONFLICT (term) DO UPDATE SET df = fulltext_term.df + excluded.df, form = CASE
    WHEN excluded.form = '' OR fulltext_term.form <> '' AND length(fulltext_term.form) <= length(excluded.form)
    THEN fulltext_term.form ELSE excluded.form END"""

_copies: dict[str, tuple[float, Lexicon]] = {}       # by database: a city is a database


def counted(word: str) -> bool:
    """Codes and long numbers name one thing each; they are found, but they are no vocabulary."""
    if word[0] in TITLE + TAG:
        return False
    return word.isalpha() or (word.isdigit() and len(word) <= 4)


def note(old: Iterable[str], new: Iterable[str], forms: Mapping[str, str], using: str) -> None:
    """What this change adds to and takes from the counts, for `fold`."""
    counts: Counter[str] = Counter()
    for words in new:
        counts.update(filter(counted, words.split()))
    for words in old:
        counts.subtract(filter(counted, words.split()))
    changed = {term: [step, forms.get(term, "")] for term, step in counts.items() if step}
    if changed:
        Change.objects.using(using).create(counts=changed)


def fold(using: str = DEFAULT_DB_ALIAS) -> int:
    """Counts in what was noted: every minute by a timer, after a bulk load, and at once when words are erased."""
    connection = connections[using]
    with whole():
        noted = Change.objects.using(using).order_by("pk")
        if connection.vendor == "postgresql":
            noted = noted.select_for_update(skip_locked=True)
        steps: Counter[str] = Counter()
        forms: dict[str, str] = {}
        rows = list(noted)
        for row in rows:
            for term, (step, form) in row.counts.items():
                steps[term] += step
                if form and (term not in forms or len(form) < len(forms[term])):
                    forms[term] = form
        if not rows:
            return 0
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, [(term, steps[term], forms.get(term, "")) for term in sorted(steps)])
        Term.objects.using(using).filter(df__lte=0).delete()
        Change.objects.using(using).filter(pk__in=[row.pk for row in rows]).delete()
    _copies.clear()
    return len(rows)


def frequencies(words: Iterable[str], using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """In how many rows each stands; a word that is not known yet is left out."""
    return dict(Term.objects.using(using).filter(term__in=list(words)).values_list("term", "df"))


def copy(using: str = DEFAULT_DB_ALIAS) -> Lexicon:
    """This process's copy of the words, at most ten minutes old: about 4 MB for 60,000 words."""
    name = str(connections[using].settings_dict["NAME"])
    made, known = _copies.get(name, (0.0, None))
    if known is None or monotonic() - made > KEEP:
        rows = Term.objects.using(using).filter(df__gt=0).order_by("-df").values_list("term", "df", "form")[:KNOWN]
        known = lexicon(rows.iterator(chunk_size=5_000))
        _copies.clear()                              # one city's at a time
        _copies[name] = monotonic(), known
    return known


def correct(text: str, using: str = DEFAULT_DB_ALIAS) -> str | None:
    """The query with its slips put right, in words as people here write them; None if nothing better is known.

    Show it only where it finds something for this reader: a word that stands in closed rows alone must not be named.
    """
    words = tokens(text)
    meant = {word: {stem for group in asked(word) for stem in group} for word in words}
    known = frequencies({stem for group in meant.values() for stem in group}, using)
    better = {word: propose(copy(using), word) for word, stems in meant.items()
              if stems and word.isalpha() and max((known.get(stem, 0) for stem in stems), default=0) < TRUSTED}
    right = " ".join(better.get(word) or word for word in words)
    return right if right != " ".join(words) else None
