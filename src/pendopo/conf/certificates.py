"""The certificate that this city's address shows to the world: how long it lasts, and whether browsers take it."""
import socket
import ssl

from cryptography import x509
from django.conf import settings

from pendopo.kit.work import logbook

PATIENCE = 10.0                  # seconds
PORT = 443


def look() -> int:
    """Once a day, and on demand. Returns 1 when something was seen."""
    if not (settings.HTTPS and settings.HOST):
        return 0
    host, _colon, port = settings.HOST.partition(":")
    told = seen(host, int(port or PORT))
    logbook.note("certificate", good="error" not in told, **told)
    return 1


def seen(host: str, port: int, trusted: ssl.SSLContext | None = None) -> dict[str, str]:
    """`until` (ISO) if one was shown; `error` if the address did not answer, or if browsers would refuse it."""
    try:
        until = ends(host, port)
    except OSError as error:
        return {"error": type(error).__name__}
    try:
        shake(host, port, trusted or ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        return {"until": until, "error": error.verify_message}
    except OSError as error:
        return {"until": until, "error": type(error).__name__}
    return {"until": until}


def ends(host: str, port: int) -> str:
    """The last moment of whatever certificate is shown, good or not."""
    anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anything.check_hostname, anything.verify_mode = False, ssl.CERT_NONE     # only its date is read
    return x509.load_der_x509_certificate(shake(host, port, anything)).not_valid_after_utc.isoformat()


def shake(host: str, port: int, context: ssl.SSLContext) -> bytes:
    with socket.create_connection((host, port), timeout=PATIENCE) as line, context.wrap_socket(
            line, server_hostname=host) as secure:
        return secure.getpeercert(binary_form=True) or b""
