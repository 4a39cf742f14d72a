"""A comment over HTTP, with timeline, ledger and outbox, synchronous=FULL, 8 connections, while the worker seals."""
import os
import subprocess
import sys
from urllib.parse import urlencode

from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client

from bench.pages import busiest
from bench.server import serving
from pendopo.core.people.models import Person

REQUESTS = 1_500


def main() -> None:
    person = Person.objects.get_or_create(alias="bench-writer", defaults={
        "name": "Penulis Rekaan", "email": "penulis@contoh.example"})[0]
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    secret = _get_new_csrf_string()
    headers = ("Cookie: " + "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
               + f"; pendopo_form={secret}")
    path = f"/suara/{busiest()}/tulis/"
    lines = [f"POST {path} " + urlencode({"text": f"Komentar rekaan nomor {n} tentang janji ini.",
                                          "csrfmiddlewaretoken": _mask_cipher_secret(secret)}) for n in range(REQUESTS)]
    work = subprocess.Popen([sys.executable, "-m", "django", "work"], env=os.environ)
    try:
        with serving("pendopo.conf.wsgi:application", 8914, {}, also=[work.pid]) as site:
            site.load(lines[:50], 50, headers=headers)
            told = site.load(lines, REQUESTS, 8, headers=headers)
            print(f"   {told['rate']:.0f}/s, p50 {told['p50']:.0f} ms, p99 {told['p99']:.0f} ms, worst "
                  f"{told['worst']:.0f} ms, {told['cpu']:.1f} ms CPU; codes {told['codes']}")
    finally:
        work.terminate()
        work.wait(timeout=20)
