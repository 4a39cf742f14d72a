"""A real site for the stories: granian, worker and an own home with the demo city; a real Chromium before it.

A story is told once on a phone (in Indonesian) and once at a desk (in English). It names what it looks for by the
English words of the code; `Visitor.say` finds them in the language of the story, so a word that was never translated
cannot be found. Staff sign in with their second factor, as in life, once a session.

Nothing sleeps: every step waits for what somebody would see. Where two workers share the stories, each has one site
of its own for all of them, copied from one that is made once.
"""
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import visitor as someone
from tests.browser.site import Site, prepare, running
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that lies here needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with tables, regions, style and the demo city: made once, copied for every site.

    Whoever writes stories keeps one between runs: PENDOPO_PREPARED names its folder, made when it is not there.
    """
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    home = Path(os.environ.get("PENDOPO_PREPARED") or shared / "prepared")
    prepare(home)
    return home


@pytest.fixture(scope="session")
def site(prepared: Path) -> Iterator[Site]:
    with running(prepared) as one:
        yield one


@pytest.fixture
def own_site(prepared: Path) -> Iterator[Site]:
    """For a story that spoils what it stands on."""
    with running(prepared) as one:
        yield one


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = someone.start(play)
        yield browser
        browser.close()


@pytest.fixture(params=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> str:
    """Every story runs once on a phone and once on a desk."""
    return str(request.param)


@pytest.fixture
def language(width: str) -> str:
    """Read in Indonesian on the phone and in English at the desk; a test that names `language` itself has its way."""
    return {"phone": "id", "desk": "en"}[width]


@pytest.fixture
def window(chromium: Browser, site: Site, width: str, language: str) -> Iterator[Callable[..., BrowserContext]]:
    """window() opens a window of its own (own cookies); window(java_script_enabled=False) one without script."""
    opened: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        opened.append(someone.window(chromium, site, width, language, **more))
        return opened[-1]

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(window: Callable[..., BrowserContext]) -> Page:
    return window().new_page()


@pytest.fixture(scope="session")
def doors() -> dict[str, Any]:
    """Who has signed in during this session, with the cookies: a code of the second factor opens only once."""
    return {}


@pytest.fixture
def visitor(window: Callable[..., BrowserContext], site: Site, doors: dict[str, Any],
            language: str) -> Callable[..., Visitor]:
    """visitor() is a stranger, visitor("budi") has signed in; each in a window of their own. script=False: without."""

    def come(name: str = "", *, script: bool = True, **more: Any) -> Visitor:
        if name and name not in doors:
            context = window()
            someone.sign_in(Visitor(context.new_page(), language), site, name)
            doors[name] = context.storage_state()
        context = window(java_script_enabled=script, **({"storage_state": doors[name]} if name else {}), **more)
        return Visitor(context.new_page(), language)

    return come


@pytest.fixture
def newcomer(site: Site, visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """newcomer("Tini Contoh", "tini@...") has just signed up with a code from the mail."""

    def come(name: str, email: str, **more: Any) -> Visitor:
        somebody = visitor(**more).go("/akun/daftar/")
        someone.sign_up(somebody, site, name, email)
        somebody.page.wait_for_url(lambda url: "/akun/" not in url)
        return somebody

    return come
