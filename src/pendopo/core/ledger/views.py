"""The record that nobody can quietly change: a page for people, files for programs."""
import inspect

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from pendopo.analysis import verifier as program
from pendopo.analysis.tiles import parse_path
from pendopo.core.ledger import mirrors, queries, tlog
from pendopo.core.ledger.forms import ReceiptForm
from pendopo.kit import jsonl
from pendopo.kit.country import spoken
from pendopo.kit.shutters import only_reads

FOREVER = "public, max-age=31536000, immutable"
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"


def checkpoint(request: HttpRequest) -> HttpResponse:
    mirrors.seen(request.headers.get("User-Agent", ""))
    return file(tlog.CHECKPOINT, TEXT, "no-cache")


def key(request: HttpRequest) -> HttpResponse:
    return file("key", TEXT, "no-cache")


def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile never changes: whoever has it needs not ask again (C2SP tlog-tiles)."""
    try:
        parse_path(path)
    except ValueError as error:
        raise Http404 from error
    return file(path, BYTES, FOREVER)


def file(path: str, kind: str, keep: str) -> HttpResponse:
    try:
        return HttpResponse(tlog.read(path), content_type=kind, headers={"Cache-Control": keep})
    except FileNotFoundError as error:
        raise Http404 from error


def rows(request: HttpRequest, number: int) -> HttpResponse:
    return jsonl.answer(request, queries.rows(number))


def pages(request: HttpRequest) -> HttpResponse:
    return jsonl.answer(request, queries.pages())


def proof(request: HttpRequest, place: int) -> HttpResponse:
    """A public row with its path to the signed root: one file that stands alone, to keep and to show anywhere."""
    receipt = queries.receipt(place)
    if receipt is None:
        raise Http404
    return JsonResponse(receipt, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers={
        "Content-Disposition": f'attachment; filename="pendopo-{place}.json"', "Cache-Control": "no-cache"})


def verifier(request: HttpRequest) -> HttpResponse:
    """The single file that needs only Python: read it, keep it, run it far away from us."""
    return HttpResponse(inspect.getsource(program), content_type="text/x-python; charset=utf-8", headers={
        "Content-Disposition": 'attachment; filename="verifier.py"', "Cache-Control": "no-cache"})


def page(request: HttpRequest) -> HttpResponse:
    origin = queries.origin()
    return render(request, "ledger/page.html", {
        "point": tlog.published(origin), "origin": origin, "key": tlog.verifier_key(origin),
        "written": queries.written(), "site": request.build_absolute_uri("/ledger")})


@only_reads
def check(request: HttpRequest) -> HttpResponse:
    """Somebody brings a proof: does it hold, under our key?"""
    form, report = ReceiptForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        receipt = form.cleaned_data["receipt"]
        try:
            report = program.verify_receipt(receipt, key=tlog.verifier_key(queries.origin()),
                                            language=spoken())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            form.add_error(None, gettext("This proof is incomplete: parts of it are missing or spoiled."))
    return render(request, "ledger/check.html", {"form": form, "report": report})
