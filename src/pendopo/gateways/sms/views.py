"""Three shapes and our own, each believed only with its secret. Nothing of a message enters an answer or a log.

Our own and whoever can sign: X-Pendopo-Time (seconds since 1970) and X-Pendopo-Signature, HMAC-SHA256 in hex over
"TIME." and the body (for GET: the query string), not older than five minutes; the same message is taken once. Kannel
and RapidPro cannot sign: they may say the secret itself (a password of the address, or Authorization), which is for
one machine or a line with TLS. Meta signs with the secret of the app.
"""
import json
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.timezone import get_current_timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.analysis import messages_in
from pendopo.analysis.messages_in import Media, Message, NotAMessage
from pendopo.gateways.sms.arriving import take_in
from pendopo.kit.post.connections import sms
from pendopo.kit.work.passages import failed

FRESH = 300                          # seconds that a signature counts
DIGITS = 12                          # of a moment in seconds


@csrf_exempt
@never_cache
@require_POST
def plain(request: HttpRequest) -> HttpResponse:
    """{"id": "...", "from": "+62...", "text": "...", "media": [{"mime": "audio/ogg", "url": "https://..."}]}"""
    return taken(request, own_shape)


def own_shape(request: HttpRequest) -> Message:
    try:
        told = json.loads(request.body)
        media = tuple(Media(str(one["mime"]), url=str(one["url"])) for one in told.get("media") or [])
        sender, text, name = str(told["from"]), str(told.get("text") or ""), str(told.get("id") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotAMessage("shape") from None
    return messages_in.made(sender, text, name, None, media)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def kannel(request: HttpRequest) -> HttpResponse:
    """A GET or a form. The answer is empty: Kannel would send it to the person."""
    return taken(request, lambda told: messages_in.kannel(pairs(told), get_current_timezone()))


def pairs(request: HttpRequest) -> list[tuple[str, str]]:
    source = request.POST if request.method == "POST" else request.GET
    return [(name, str(value)) for name, value in source.items()]


@csrf_exempt
@never_cache
@require_POST
def rapidpro(request: HttpRequest) -> HttpResponse:
    return taken(request, lambda told: messages_in.rapidpro(told.body, told.content_type or "", get_current_timezone()))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """GET: Meta asks once whether the address is ours. POST: messages, and delivery reports that nobody needs."""
    if request.method == "GET":
        wanted = settings.WHATSAPP_VERIFY
        ours = request.GET.get("hub.mode") == "subscribe" and bool(wanted) and constant_time_compare(
            request.GET.get("hub.verify_token", ""), wanted)
        return HttpResponse(request.GET.get("hub.challenge", "")[:200] if ours else "", status=200 if ours else 403,
                            content_type="text/plain")
    secret, said = settings.WHATSAPP_SECRET, request.headers.get("X-Hub-Signature-256", "")
    if not secret or not messages_in.signed(secret.encode(), request.body, said):
        return refused()
    try:
        take_in("wa", messages_in.whatsapp(request.body))
    except NotAMessage:
        return unread()
    return HttpResponse(content_type="text/plain")


def taken(request: HttpRequest, read: Callable[[HttpRequest], Message]) -> HttpResponse:
    raw = request.body if request.method == "POST" else request.META.get("QUERY_STRING", "").encode()
    signature = request.headers.get("X-Pendopo-Signature", "")
    if not believed(request, raw, signature):
        return refused()
    try:
        take_in("sms", [read(request)], spare=signature)
    except NotAMessage:
        return unread()
    return HttpResponse(content_type="text/plain")


def believed(request: HttpRequest, raw: bytes, signature: str) -> bool:
    secret = sms().secret
    if not secret:
        return False
    if signature:
        stamp = request.headers.get("X-Pendopo-Time", "")
        told = stamp.isdecimal() and len(stamp) <= DIGITS        # Python reads no number of thousands of digits
        return told and abs(time.time() - int(stamp)) <= FRESH and messages_in.signed(
            secret.encode(), stamp.encode() + b"." + raw, signature)
    given = request.headers.get("Authorization", "").rpartition(" ")[2] or str(
        (request.POST if request.method == "POST" else request.GET).get("password", ""))
    return bool(given) and constant_time_compare(given, secret)


def refused() -> HttpResponse:
    """Counted once in a while: strangers must not make our machine write as often as they like."""
    if cache.add("sms-refused", 1, timeout=10):
        failed("sms.in", "signature")
    return HttpResponse("signature\n", status=403, content_type="text/plain")


def unread() -> HttpResponse:
    failed("sms.in", "NotAMessage")
    return HttpResponse("shape\n", status=400, content_type="text/plain")

