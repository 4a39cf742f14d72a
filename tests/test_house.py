"""What import-linter cannot see: keys, templates and addresses are strings; every action has its rule."""
import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.core.people.models import Person
from pendopo.core.people.queries import holdings
from pendopo.core.records import kinds
from pendopo.core.records.models import Record, Records
from pendopo.kit.rules import Rule

FLOORS = ["analysis", "kit", "core.ledger", "core.people", "core.workflow", "core.places", "core.records",
          "core.notices", "core.voices", "channels", "gateways", "web", "conf"]
ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "pendopo"
LONG_FILE, LONG_FUNCTION = 400, 40

# Tables that their libraries write (house.md, "Foreign writes"): the one exception to "every write is an action".
WRITTEN_BY_LIBRARIES = {"sessions", "account", "mfa", "usersessions", "django_tasks_database"}


def room(dotted: str) -> tuple[int, str]:
    name = dotted.removeprefix("pendopo.")
    floor = next(place for place, known in enumerate(FLOORS) if name.startswith(known))
    return floor, ".".join(name.split(".")[:2])


def may(upper: str, lower: str) -> bool:
    (a, x), (b, y) = room(upper), room(lower)
    return a > b or x == y or (a == b and FLOORS[a] == "kit")


def ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("pendopo.")


def our_files(pattern: str = "*.py") -> list[Path]:
    return [path for path in SRC.rglob(pattern) if "migrations" not in path.parts]


def test_keys_point_down():
    seen = 0
    for model in filter(ours, apps.get_models(include_auto_created=True)):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model and ours(field.related_model):
                seen += 1
                assert may(model.__module__, field.related_model.__module__), (model, field)
    assert seen > 20


def test_kinds_are_one_level_deep():
    for model in apps.get_models():
        if issubclass(model, Record) and model is not Record:
            assert model.__bases__ == (Record,), model
            assert type(model._default_manager) is Records, model


def test_a_bare_record_is_refused():
    with pytest.raises(TypeError):
        Record(title="x").save()


def template_room(name: str) -> str:
    hits = list(SRC.rglob(f"templates/{name}"))
    assert len(hits) == 1, (name, hits)
    return page_room(hits[0])


def page_room(page: Path) -> str:
    parts = page.relative_to(SRC).parts
    return "pendopo." + ".".join(parts[: next(i for i, part in enumerate(parts) if part.startswith("templates"))])


def test_templates_and_addresses_point_down():
    homes = {app.label: app.name for app in apps.get_app_configs()}
    seen = 0
    for page in [*SRC.rglob("templates/**/*.html"), *SRC.rglob("templates/**/*.txt")]:
        here, text = page_room(page), page.read_text()
        for target in re.findall(r"{%-?\s*(?:extends|include|import|from)\s+[\"']([^\"']+)[\"']", text):
            seen += 1
            assert may(here, template_room(target)), (page, target)
        for space in re.findall(r"\burl\(\s*[\"'](\w+):", text):
            seen += 1
            if homes.get(space, "").startswith("pendopo."):
                assert may(here, homes[space]), (page, space)
    assert seen > 8


def test_every_key_to_a_person_is_held():
    held = {(holding.model, holding.whose) for holding in holdings()}
    for model in filter(ours, apps.get_models()):
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is Person:
                assert (model, field.name) in held, (model, field.name)


def test_holdings_say_what_happens():
    for holding in holdings():
        assert holding.erase or holding.keeps, holding


def verbs_of(room: str) -> list[tuple[str, Callable[..., object]]]:
    """The functions of actions.py, or of the modules of a package of that name."""
    shelf = importlib.import_module(f"{room}.actions")
    modules = [shelf] + [importlib.import_module(f"{shelf.__name__}.{found.name}")
                         for found in pkgutil.iter_modules(getattr(shelf, "__path__", []))]
    return [pair for module in modules for pair in inspect.getmembers(module, inspect.isfunction)
            if pair[1].__module__ == module.__name__]


def rooms_with_actions() -> list[str]:
    return [app.name for app in apps.get_app_configs()
            if app.name.startswith(("pendopo.channels.", "pendopo.core.")) and find_spec(f"{app.name}.actions")]


def test_every_action_names_its_actor_first_and_has_its_rule():
    """A verb with an `actor` is for people: keyword only, actor first, a rule of the same name. Verbs that take `by`
    are joined inside another action's transaction, which has checked its own rule."""
    seen = 0
    for name in rooms_with_actions():
        for verb, function in verbs_of(name):
            given = list(inspect.signature(function).parameters.values())
            if verb.startswith("_") or "actor" not in {one.name for one in given}:
                continue
            assert given[0].name == "actor" and all(one.kind is one.KEYWORD_ONLY for one in given), (name, verb)
            rules = importlib.import_module(f"{name}.rules")
            assert isinstance(getattr(rules, verb, None), Rule), f"{name}.{verb} has no rule"
            seen += 1
    assert seen > 20


def test_writes_stand_in_actions_only():
    """Rule 1: no save, create, update or delete in a view, form, query, rule, template tag or kind."""
    writes = re.compile(r"\.(save|delete|bulk_create|bulk_update|update_or_create|get_or_create|create|update)\(")
    for path in our_files():
        named = path.name in ("views.py", "rules.py", "kind.py", "holdings.py", "urls.py", "verbs.py")
        if named or path.parent.name == "views" or path.name.startswith("rules_"):
            hits = [line for line in path.read_text().splitlines() if writes.search(line) and "hashlib" not in line]
            assert not hits, (path, hits)


def test_inits_are_empty():
    full = [path for path in SRC.rglob("__init__.py") if path.read_text().strip()]
    assert not full


def test_no_signals_no_generic_keys_no_debris():
    banned = re.compile(r"django\.dispatch|GenericForeignKey|\bTODO\b|\bFIXME\b|raise NotImplementedError")
    for path in our_files():
        hit = banned.search(path.read_text())
        assert not hit, (path, hit)


def test_files_and_functions_stay_short():
    for path in our_files():
        text = path.read_text()
        lines = text.count("\n")
        limit = 500 if path.name == "verifier.py" else LONG_FILE
        assert lines <= limit, f"{path}: {lines} lines; split by noun"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                doc = len((ast.get_docstring(node) or "").splitlines())
                assert length - doc <= LONG_FUNCTION, f"{path}: {node.name} has {length} lines"


def test_names_are_words_of_the_city():
    banned = re.compile(r"class \w*(Manager|Service|Base|Handler|Helper|Utils?)\b")
    for path in our_files():
        hit = banned.search(path.read_text())
        assert not hit, (path, hit)


def test_no_script_or_style_inside_a_page():
    """The content-security policy forbids them; so does this."""
    banned = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", re.IGNORECASE)
    for page in [*SRC.rglob("templates/**/*.html"), *SRC.rglob("templates_django/**/*.html")]:
        hit = banned.search(page.read_text())
        assert not hit, (page, hit)


def every_pattern(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            found += every_pattern(pattern.url_patterns, prefix + space)
        else:
            found.append((f"{prefix}{pattern.name}", pattern))
    return found


def test_every_address_has_a_name():
    for name, pattern in every_pattern(get_resolver().url_patterns):
        assert not name.endswith("None"), pattern


def test_every_verb_on_a_timeline_reads():
    """Each verb that a room writes has a sentence; a workflow's moves are verbs of its kind."""
    known = kinds.verbs()
    for kind in kinds.all():
        for verb in ("add", "edit", *(move.name for move in kind.workflow.moves)):
            assert f"{kind.name}.{verb}" in known, f"{kind.name}.{verb}"


def test_a_decision_is_found_by_its_number():
    """The file, its title and whoever names it mean the same one."""
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [note.name[:4] for note in notes]
    assert len(numbers) == len(set(numbers)), numbers
    for note in notes:
        assert note.read_text().removeprefix("# ").startswith(note.name[:4]), note.name
    for told in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for number in re.findall(r"decisions/(\d{4})", told.read_text()):
            assert number in numbers, f"{told.name} names decision {number}"


def test_the_map_of_the_house_is_true():
    """docs/map.md names every room, and no room that is not there."""
    told = set(re.findall(r"`((?:analysis|kit|core|channels|gateways|web|conf)(?:/\w+)?)`",
                          (ROOT / "docs" / "map.md").read_text()))
    there = {"analysis", "web", "conf"} | {
        f"{floor}/{path.name}" for floor in ("kit", "core", "channels", "gateways")
        for path in (SRC / floor).iterdir() if path.is_dir() and path.name not in ("__pycache__", "locale")}
    assert told == there
