"""Searching all records, and the same hits as a file."""
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from pendopo.core.people.actors import Actor
from pendopo.core.people.attempts import place_of
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries
from pendopo.core.records.cards import SUMMARY, card, cards, title_of, titled
from pendopo.core.records.models import Record, SearchText
from pendopo.core.records.paging import Turn, page, with_words
from pendopo.core.records.rules import see
from pendopo.core.records.wanted import Wanted
from pendopo.gateways.feeds import addresses
from pendopo.kit.codes import MISTYPED_CODE, Mistyped, RecordCode, parse_record_code
from pendopo.kit.country import spoken
from pendopo.kit.fulltext import search as fulltext
from pendopo.kit.fulltext.marks import marked, snippet
from pendopo.kit.fulltext.terms import asked as stemmed
from pendopo.kit.fulltext.vocabulary import correct
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.ui.figures import number
from pendopo.web.answers import too_often
from pendopo.web.choices import choices, spec
from pendopo.web.sheets import answer, rows_of

BEHIND = "setelah"              # of the address: the hit behind which the next page begins
KEY = 20                        # characters of such a key
MOST = 20_000                   # rows of a download: what the search itself looks at
STEP = 500
DOWNLOADS = Budget("download", 30, 600)


def search(request: HttpRequest) -> HttpResponse:
    """Words find, filters narrow; without words the newest records are listed. A code leads to its record."""
    asked, actor = Wanted.read(request.GET), visitor(request)
    code, sentence = typed_code(asked.words)
    if code is not None:
        record = queries.detail(str(code), actor)
        if record is not None:
            return redirect(record)
        sentence = gettext("No public record has the code %(code)s.") % {"code": code}
    found = hits(request, asked, actor) if asked.words else newest(request, asked, actor)
    address = reverse("web:search")
    filters = spec(asked, address, choices(asked), found["total"]) | {
        "search": {"name": "q", "value": asked.words, "label": gettext("Words or a record code")}}
    return render(request, "web/search.html", found | {
        "filters": filters, "asked": asked, "sentence": sentence,
        "download": asked.address(reverse("web:download")), "feed": addresses.of_list(asked),
        "map": asked.address(reverse("web:map")), "all": Wanted(words=asked.words).address(address)})


def typed_code(words: str) -> tuple[RecordCode | None, str]:
    """The code that was typed; or, if it is one with a slip, the sentence that says so."""
    try:
        return parse_record_code(words), ""
    except Mistyped as slip:
        return None, str(slip.sentence) if slip.sentence is MISTYPED_CODE else ""


def newest(request: HttpRequest, asked: Wanted, actor: Actor | None) -> dict[str, Any]:
    """All records that the filters leave, newest first."""
    found = page(titled(asked.among(queries.feed(actor))), Turn.read(request.GET))
    return {"cards": cards(found.rows), "pager": found.pager(reverse("web:search"), asked.pairs()), "total": "",
            "more": "", "capped": False, "better": None}


def hits(request: HttpRequest, asked: Wanted, actor: Actor | None) -> dict[str, Any]:
    """What holds the words, the title's hits first; marked. Where nothing does, a better spelling, if it finds more."""
    words, feed = stemmed(asked.words), queries.feed(actor)
    result = fulltext.search(SearchText, words, among=asked.among(feed),
                             before=fulltext.key(request.GET.get(BEHIND, "")[:KEY]))
    rows = by_keys(result.pks, actor)
    behind = with_words(reverse("web:search"), [*asked.pairs(), (BEHIND, str(result.more))]) if result.more else ""
    total = ngettext("%(count)s record found", "%(count)s records found", result.total) % {
        "count": number(result.total)}
    return {"cards": [hit(rows[key], words) for key in result.pks if key in rows], "pager": None, "total": total,
            "more": behind, "capped": result.capped, "better": None if result.total else better(asked, actor)}


def by_keys(keys: list[int], actor: Actor | None) -> dict[int, Record]:
    """By their keys alone: beside the rule in SQL, SQLite would walk all that is public to meet twenty of them."""
    rows = titled(Record.objects.select_related("office", "place__region")).in_bulk(keys)
    return {key: record for key, record in rows.items() if see.allows(actor, record)}


def hit(record: Record, words: list[tuple[str, ...]]) -> dict[str, Any]:
    title, language = title_of(record)
    return card(record, title=marked(title, words, language or spoken()),
                summary=snippet(record.summary, words, record.language, SUMMARY))


def better(asked: Wanted, actor: Actor | None) -> dict[str, str] | None:
    """Another spelling, named only if it finds something for this reader under the same filters."""
    text = correct(asked.words)
    if text is None:
        return None
    found = fulltext.search(SearchText, stemmed(text), among=asked.among(queries.feed(actor)), limit=1)
    return {"text": text, "address": asked.address(reverse("web:search"), words=text)} if found.total else None


def download(request: HttpRequest) -> HttpResponseBase:
    """The hits as CSV, at most 20,000, in the order of the page. What the reader may see, nothing else.

    A whole city in a file is real work for a small machine, so one place may take it thirty times in ten minutes.
    """
    try:
        spend(DOWNLOADS, place_of(request))
    except TooOften as often:
        return too_often(request, often.wait)
    asked, actor = Wanted.read(request.GET), visitor(request)
    found = by_words(asked, actor) if asked.words else by_day(asked, actor)
    return answer(rows_of(found), "catatan", spoken())


def by_day(asked: Wanted, actor: Actor | None) -> Iterator[Record]:
    yield from asked.among(queries.feed(actor))[:MOST].iterator(chunk_size=STEP)


def by_words(asked: Wanted, actor: Actor | None) -> Iterator[Record]:
    words, feed, behind, told = stemmed(asked.words), queries.feed(actor), None, 0
    while told < MOST:
        result = fulltext.search(SearchText, words, among=asked.among(feed), limit=STEP, before=behind)
        rows = by_keys(result.pks, actor)
        yield from (rows[key] for key in result.pks if key in rows)
        told, behind = told + len(result.pks), result.more
        if behind is None:
            return
