"""How our templates speak: what every page of every room finds in its hands without asking for it."""
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils import timezone
from django.utils.functional import empty
from django.utils.translation import get_language, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from pendopo.kit.ui import charts, controls, dates, figures, fragments, icons, squares
from pendopo.kit.ui.words import gettext


@lru_cache(maxsize=256)
def _named(name: str, _storage: Any) -> str:
    return static(name)


def asset(name: str) -> str:
    """The address of a file of ours, from memory: its storage reads the list of them once and for all."""
    storage = getattr(staticfiles_storage, "_wrapped", empty)
    return static(name) if storage is empty else _named(name, storage)


GLOBALS = {
    "static": asset, "now": timezone.now, "active_language": get_language, "icon": icons.icon, "icons": icons.DRAWN,
    "dress": controls.dress, "problems": controls.problems, "initials": controls.initials, "square": squares.square,
    "chart_bar": charts.chart_bar, "chart_line": charts.chart_line, "chart_stacked": charts.chart_stacked,
    "shares": charts.shares, "fragment": fragments.kept, "frozen": fragments.frozen,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "day": dates.day, "moment": dates.moment, "hour": dates.hour, "ago": dates.ago, "dated": dates.dated,
    "timed": dates.timed, "number": figures.number, "money": figures.money, "percent": figures.percent,
    "filesize": figures.filesize, "count": figures.count,
}


class Templates(Environment):
    """A dict's own key wins over the dict's methods: `item.clear` is what was put there under "clear"."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def when_drawn(words: Callable[..., Any]) -> Callable[..., Any]:
    """Jinja2 works out `"2017-03"|day` once, when it compiles; a filter that asks for the context is left until the
    page is drawn, when the reader's language is known."""
    @pass_context
    @wraps(words)
    def drawn(_: Context, *args: Any, **kwargs: Any) -> Any:
        return words(*args, **kwargs)
    return drawn


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view in the language of the page. Those of menus and buttons stand on every page: once found,
    they are known."""
    if args or kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _door(name, get_language(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _door(name: str, language: str | None, urls: str) -> str:
    """Language and table of addresses stand here for the memory only."""
    return reverse(name)


def environment(**options: Any) -> Environment:
    """The one Jinja2 environment (settings.TEMPLATES, OPTIONS.environment).

    A name that is missing raises, in production too: on a public record an empty gap reads as "nothing happened",
    while an error is seen by the first test that opens the page. What may be absent says so with |default.
    """
    given = {name: value for name, value in options.items() if name not in ("autoescape", "undefined")}
    env = Templates(**given, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                    extensions=["jinja2.ext.i18n"])
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # given by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    env.globals.update(GLOBALS, url=url)
    env.filters.update({name: when_drawn(words) for name, words in FILTERS.items()})
    return env
