"""The place picker in Chromium: by keyboard and by finger, with script and without, on a phone's width."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.browser.visitor import start
from tests.kit.regions.test_regions_load import pack

from pendopo.conf.urls import urlpatterns as addresses
from pendopo.kit.regions import actions
from pendopo.kit.regions.fields import RegionField

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]
ROWS = [("33", "Jawa Tengah"), ("33.22", "Kabupaten Semarang"), ("33.74", "Kota Semarang"),
        ("33.74.01", "Semarang Barat"), ("33.74.01.1001", "Sendangmulyo")]
PAGE = """{% extends "ui/page.html" %}{% import "ui/parts.html" as ui %}{% block title %}Coba{% endblock %}
{% block main %}<h1>Coba</h1>
<form>{{ ui.form_errors(form) }}{{ ui.field(form["place"]) }}<button class="button main">Kirim</button></form>
<p id="taken">{{ taken }}</p>{% endblock %}"""


class Form(forms.Form):
    place = RegionField(label="Tempat", help_text="Desa, kecamatan, kabupaten, atau kota")


def coba(request: HttpRequest) -> HttpResponse:
    form = Form(request.GET if "place" in request.GET else None)
    taken = form.cleaned_data["place"].code if form.is_valid() else ""
    return HttpResponse(engines["jinja2"].from_string(PAGE).render({"form": form, "taken": taken}, request))


urlpatterns = [path("coba", coba), *addresses]


@pytest.fixture
def site(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")     # Playwright has a loop in this thread
    actions.load(pack=pack(tmp_path, "small", ROWS))
    return f"{live_server.url}/coba"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = start(play)
        yield browser
        browser.close()


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": request.param, "height": 740}) as window:
        page = window.new_page()
        page.goto(site)
        yield page


def test_a_place_is_chosen_by_keyboard(page: Page) -> None:
    field = page.get_by_role("combobox", name="Tempat")
    field.press_sequentially("semar")
    expect(page.get_by_role("option")).to_have_count(3)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("3 tempat ditemukan")
    field.press("ArrowDown")
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    chosen = page.locator(f"#{active}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(chosen).to_contain_text("Kota Semarang")
    assert Axe().run(page).violations_count == 0
    field.press("Enter")
    expect(field).to_have_value("Kota Semarang, Jawa Tengah")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page.locator("#taken")).to_have_text("33.74")


def test_a_place_is_chosen_by_finger_and_escape_closes(page: Page) -> None:
    field = page.get_by_role("combobox", name="Tempat")
    field.press_sequentially("sendang")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("ArrowDown")
    page.get_by_role("option", name="Sendangmulyo").click()
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator("#taken")).to_have_text("33.74.01.1001")


def test_typing_on_after_a_choice_forgets_it(page: Page) -> None:
    field = page.get_by_role("combobox", name="Tempat")
    field.press_sequentially("kota semarang")
    page.get_by_role("option").first.click()
    assert page.locator("input[name=place_code]").input_value() == "33.74"
    field.fill("Kabupaten Semarang")
    assert page.locator("input[name=place_code]").input_value() == ""
    field.press("Enter")
    expect(page.locator("#taken")).to_have_text("33.22")


def test_the_list_stays_inside_the_page(page: Page) -> None:
    page.get_by_role("combobox", name="Tempat").press_sequentially("semarang")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_page_asks_back(chromium: Browser, site: str) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as window:
        page = window.new_page()
        page.goto(site)
        page.get_by_label("Tempat").fill("Semarang")
        page.get_by_role("button", name="Kirim").click()
        expect(page.get_by_label("Tempat")).to_have_value("Semarang")
        expect(page.get_by_role("group", name="Mana yang Anda maksud?")).to_be_visible()
        page.get_by_role("radio", name="Kabupaten Semarang").check()
        page.get_by_role("button", name="Kirim").click()
        expect(page.locator("#taken")).to_have_text("33.22")


def test_escape_also_stops_the_list_that_is_on_its_way(page: Page) -> None:
    field = page.get_by_role("combobox", name="Tempat")
    field.fill("Semarang")
    field.press("Escape")
    page.wait_for_timeout(700)                  # longer than the script waits and the answer takes
    expect(page.get_by_role("option")).to_have_count(0)


def test_with_script_the_radio_buttons_work_too(page: Page) -> None:
    field = page.get_by_role("combobox", name="Tempat")
    field.fill("Semarang")
    field.press("Escape")
    page.get_by_role("button", name="Kirim").click()
    page.get_by_role("radio", name="Kota Semarang Jawa Tengah", exact=True).check()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator("#taken")).to_have_text("33.74")
