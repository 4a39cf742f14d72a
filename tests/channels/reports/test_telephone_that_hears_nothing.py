"""A city that sends no SMS (so it begins) promises none: at reporting, for a lost receipt, at signing up."""
import pytest
from django.test import Client

ENTER, LOST, SIGN_UP = "/en/laporan/lapor/", "/en/laporan/hilang/", "/en/akun/daftar/"
SILENT = "This city sends no SMS"


def second_page(**more):
    return Client().post(ENTER, {"step": "1", "text": "Lampu jalan mati.", "key": "k" * 20, **more}).content.decode()


@pytest.fixture
def reached(settings):
    settings.SMS_OUT = "kannel+http://pendopo:kata@127.0.0.1:9/cgi-bin/sendsms?from=1708"
    settings.WHATSAPP_OUT = "https://62811:KUNCI@127.0.0.1:9/v21.0"


def test_no_way_is_offered_that_leads_nowhere(town):
    page = second_page()
    assert SILENT in page
    assert 'value="mail"' in page and 'value="sms"' not in page and 'value="whatsapp"' not in page
    assert SILENT in Client().get(LOST).content.decode()
    assert "/daftar/telepon/" not in Client().get(SIGN_UP).content.decode()
    assert SILENT in Client().get(f"{SIGN_UP}telepon/").content.decode()


def test_where_messages_leave_all_is_offered(town, reached):
    page = second_page()
    assert SILENT not in page and 'value="sms"' in page and 'value="whatsapp"' in page
    assert SILENT not in Client().get(LOST).content.decode()
    assert "/daftar/telepon/" in Client().get(SIGN_UP).content.decode()
    assert SILENT not in Client().get(f"{SIGN_UP}telepon/").content.decode()


@pytest.mark.parametrize(("sends", "secret"), [(False, ""), (False, "on"), (True, "")])
def test_the_receipt_says_how_a_new_one_comes(town, settings, sends, secret):
    """Whoever chose SMS on a page that is a day old loses nothing: the report is taken."""
    settings.SMS_OUT = "kannel+http://pendopo:kata@127.0.0.1:9/cgi-bin/sendsms?from=1708" if sends else ""
    page = Client().post(ENTER, {
        "step": "2", "text": "Lampu jalan mati.", "key": "k" * 20, "way": "sms", "phone": "0812 0000 1111",
        "classification": "complaint", "secret": secret}).content.decode()
    assert "Your report has come in" in page
    assert (SILENT in page) is not sends
    assert ("at a counter" in page) is not (sends or bool(secret))
