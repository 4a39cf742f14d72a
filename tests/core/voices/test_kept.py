"""How much was hidden is a number that people quote."""
import pytest
from django.core.cache import cache
from django.test import Client

from pendopo.core.records.keeping import keep_figures
from pendopo.core.voices.actions.moderation import hide
from tests.core.records.quoting import shown, ways
from tests.core.voices.test_moderation import desk

pytestmark = pytest.mark.django_db
__all__ = ["desk"]


def test_what_moderation_did_can_be_quoted(desk):
    cache.clear()
    hide(actor=desk.one, comment=desk.said, reason="insult", words="Menyerang orang, bukan soal.")
    keep_figures()
    (way,) = ways(Client(), "/suara/moderasi/")
    page = shown(Client(), way)
    assert way == "/catatan/angka/moderasi/"
    assert "Catatan moderasi" in page and "<dt>Disembunyikan dalam tiga puluh hari</dt><dd><strong>1</strong>" in page
