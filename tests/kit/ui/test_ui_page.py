"""The frame of every page: complete with all that it is told, whole with nothing, never a token."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.translation import override

TOLD = {
    "city": {"name": "Kabupaten <Contoh>", "demo": True, "demo_notice": "Rekaan."},
    "menu": [
        {"name": "Laporan", "address": "/laporan/", "current": True},
        {"name": "Peta", "address": "/peta/", "current": False},
    ],
    "me": None,
    "language": "id",
    "home_url": "/",
    "search_url": "/cari/",
    "sign_in_url": "/akun/masuk/",
    "my_page_url": "/saya/",
    "languages": [
        {"code": "id", "name": "Bahasa Indonesia", "address": "/x/", "current": True},
        {"code": "en", "name": "English", "address": "/en/x/", "current": False},
    ],
    "foot": {"about": "/tentang/", "ledger": "/ledger/"},
    "notices_bar": [{"level": "success", "text": "Tersimpan."}],
}


def page(
    source: str = '{% extends "ui/page.html" %}{% block main %}<h1>x</h1>{% endblock %}', **context: object
) -> str:
    with override("id"):
        return str(engines["jinja2"].env.from_string(source).render(context))


def test_whole_with_nothing_told(elements):
    html = page()
    assert '<html lang="id">' in html and "<title>Pendopo</title>" in html
    assert [tag for tag, _ in elements(html) if tag in ("header", "main", "footer", "nav", "aside")] == [
        "header",
        "main",
        "footer",
    ]


def test_head_and_foot_say_what_they_are_told(elements):
    html = page(**TOLD)
    found = elements(html)
    assert "Kabupaten &lt;Contoh&gt;" in html and "Rekaan." in html and "Tersimpan." in html
    assert ("a", {"href": "/en/x/", "hreflang": "en", "lang": "en"}) in found
    assert [given["hreflang"] for tag, given in found if tag == "link" and "hreflang" in given] == ["id", "en"]
    assert '<a href="/laporan/" aria-current="true">' in html and "/akun/masuk/" in html
    assert "/tentang/" in html and "Buku besar" in html and "Kontak" not in html
    skip = next(given for tag, given in found if tag == "a")
    assert skip == {"class": "skip", "href": "#main"} and 'id="main"' in html


def test_the_title_is_text():
    html = page('{% extends "ui/page.html" %}{% block title %}<i>A</i> & {{ b }}{% endblock %}', b="<b> c", **TOLD)
    assert "<title>A &amp; &lt;b&gt; c · Kabupaten &lt;Contoh&gt;</title>" in html


def test_the_aside_is_drawn_only_when_it_says_something(elements):
    assert "<aside" not in page('{% extends "ui/page.html" %}{% block aside %} \n {% endblock %}')
    html = page(
        '{% extends "ui/page.html" %}{% block aside %}<p>b</p>{% endblock %}'
        "{% block breadcrumb %}<p>a</p>{% endblock %}"
    )
    assert (
        html.count("<p>b</p>") == 1 and html.count("<p>a</p>") == 1 and html.index("<p>a</p>") < html.index('id="main"')
    )


def test_who_is_signed_in_sees_their_name_and_news():
    html = page(**TOLD | {"me": SimpleNamespace(name="Sari Contoh", unread=3)})
    assert "Sari Contoh" in html and "/akun/masuk/" not in html and "pemberitahuan belum dibaca" in html
    assert "belum dibaca" not in page(**TOLD | {"me": {"name": "Sari Contoh", "unread": 0}})


def test_a_page_is_compiled_once_and_speaks_each_language():
    template = engines["jinja2"].env.from_string(
        '{{ "2017-03"|day }} {{ 1250000000|money(short=true) }} {{ 0.5|percent }}'
    )
    for language, words in (
        ("id", "Maret 2017 Rp1,3 miliar 50%"),
        ("en", "March 2017 Rp1.3 billion 50%"),
        ("id", "Maret 2017 Rp1,3 miliar 50%"),
    ):
        with override(language):
            assert template.render() == words


@pytest.mark.parametrize("banned", ["csrf", "nonce", "token", "style=", "<style", "onclick", "http://", "https://"])
def test_nothing_personal_inline_or_foreign(banned):
    assert banned not in page(**TOLD)


def test_one_stylesheet_one_script(elements):
    found = elements(page(**TOLD))
    assert len([1 for tag, given in found if tag == "link" and given["rel"] == "stylesheet"]) == 1
    scripts = [given for tag, given in found if tag == "script"]
    assert len(scripts) == 1 and "defer" in scripts[0]


def test_django_templates_live_in_the_same_house(elements):
    source = (
        '{% load ui %}{% page "Masuk" %}{% block content %}<h1>Masuk</h1>'
        '{% part "button" "Kirim" kind="main" %}{% endblock %}{% endpage %}'
    )
    with override("id"):
        html = engines["django"].from_string(source).render({"city": {"name": "Contoh"}})
    assert "<title>Masuk · Contoh</title>" in html
    assert '<button class="button main"><span>Kirim</span></button>' in html
    assert len([1 for tag, _ in elements(html) if tag == "main"]) == 1
