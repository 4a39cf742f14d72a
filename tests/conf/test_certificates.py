"""How long the certificate of the city's address still lasts, and whether browsers take it."""
import socket
import ssl
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import translation

from pendopo.conf import healthy
from pendopo.conf.certificates import look, seen
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD


@pytest.fixture(autouse=True)
def _empty():
    yield
    logbook.path("certificate").unlink(missing_ok=True)


def made(folder, days):
    """A certificate for localhost that signs itself, and a context that trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - timedelta(days=400)).not_valid_after(
        now + timedelta(days=days)).add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    pem = folder / "kota.pem"
    pem.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return pem


@contextmanager
def served(pem):
    """Shakes hands with everybody and says no more."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with closing(socket.create_server(("localhost", 0))) as door:
        def answer():
            for _turn in range(4):
                try:
                    context.wrap_socket(door.accept()[0], server_side=True).close()
                except OSError:
                    continue
        threading.Thread(target=answer, daemon=True).start()
        yield door.getsockname()[1]


def test_its_last_day_is_read_and_whoever_signed_it_is_asked(tmp_path):
    pem = made(tmp_path, 90)
    trusted = ssl.create_default_context(cafile=str(pem))
    with served(pem) as port:
        told = seen("localhost", port, trusted)
        assert (datetime.fromisoformat(told["until"]) - datetime.now(UTC)).days == 89 and "error" not in told
        stranger = seen("localhost", port)
    assert "until" in stranger and "self" in stranger["error"].lower()


def test_one_that_is_over_is_named(tmp_path):
    pem = made(tmp_path, -2)
    with served(pem) as port:
        told = seen("localhost", port, ssl.create_default_context(cafile=str(pem)))
    assert "expired" in told["error"] and told["until"] < datetime.now(UTC).isoformat()


def test_an_address_that_does_not_answer():
    with closing(socket.create_server(("localhost", 0))) as door:
        port = door.getsockname()[1]
    assert seen("localhost", port) == {"error": "ConnectionRefusedError"}


@pytest.mark.parametrize(("days", "state"), [(80, GOOD), (15, ATTENTION), (3, BAD), (-1, BAD)])
def test_the_line_of_the_health_page(settings, days, state):
    settings.HTTPS, settings.HOST = True, "pendopo.contoh.example"
    logbook.note("certificate", good=True, until=(datetime.now(UTC) + timedelta(days=days, hours=1)).isoformat())
    with translation.override("id"):
        told = healthy.certificate()
    assert told.state == state and f"Sisa {max(days, 0)} hari" in told.says


def test_without_tls_nothing_is_asked(settings):
    assert look() == 0 and healthy.certificate().state == GOOD
    settings.HOST = "pendopo.contoh.example"
    assert healthy.certificate().state == BAD
