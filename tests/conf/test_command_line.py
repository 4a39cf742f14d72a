"""What an operator types: an empty home is prepared first, and a home that was made as a demo stays one."""
import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils.translation import override

from pendopo.conf import cli, typed
from pendopo.conf.home import is_demo, prepare, untouched

WORDS = [["demo"], ["admin", "a@contoh.example"], ["import", "plans", "x.csv"], ["export", "plans", "x.csv"],
         ["verify"], ["backup", "x.tar.gz"], ["restore", "x.tar.gz"], ["upgrade"], ["check"]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PENDOPO_DEMO", "PENDOPO_HOST", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PENDOPO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Django is asked to do, instead of doing it: each of these prepares for five seconds."""
    asked: list[list[str]] = []
    monkeypatch.setattr(cli, "execute", lambda name, words, typed="": asked.append([name, *words]))
    return asked


def type_in(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["pendopo", *words])
    cli.main()


def test_whatever_is_typed_first_finds_a_prepared_home(home: Path, begun: list[list[str]],
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    for words in WORDS:
        begun.clear()
        type_in(monkeypatch, words)
        bare = ["--bare"] if words[0] == "restore" else []          # where a city comes back, no invented one is made
        assert begun == [["prepare", "--quiet", *bare], cli.command(words)], words
        monkeypatch.delenv("PENDOPO_DEMO", raising=False)


def test_a_home_that_is_lived_in_is_saved_as_it_is(home: Path, begun: list[list[str]],
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """Before an upgrade the tables are the old ones: a backup must not touch them."""
    prepare(home)
    for words in (["backup", "x.tar.gz"], ["restore", "x.tar.gz"], ["verify"], ["upgrade"]):
        begun.clear()
        type_in(monkeypatch, words)
        assert begun == [words]


@pytest.mark.parametrize(("said", "lived_in", "wanted"), [
    ({}, False, "1"), ({}, True, None), ({"PENDOPO_DEMO": "0"}, False, "0"),
    ({"PENDOPO_HOST": "kota.example"}, False, None), ({"DATABASE_URL": "postgres://x"}, False, None)])
def test_the_demo_is_loaded_by_its_name_only_where_nothing_is(home: Path, begun: list[list[str]], wanted: str | None,
                                                              monkeypatch: pytest.MonkeyPatch, said: dict[str, str],
                                                              lived_in: bool) -> None:
    if lived_in:
        prepare(home)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    type_in(monkeypatch, ["demo"])
    assert os.environ.get("PENDOPO_DEMO") == wanted
    os.environ.pop("PENDOPO_DEMO", None)


def test_a_demo_stays_one_in_another_window_and_never_under_a_public_name(tmp_path: Path) -> None:
    sign_ins = tmp_path / "demo.json"
    assert not is_demo(None, "", sign_ins)
    sign_ins.write_text("{}")
    assert is_demo(None, "", sign_ins)
    assert not is_demo(None, "kota.example", sign_ins)
    assert not is_demo("0", "", sign_ins) and not is_demo("", "", sign_ins)
    assert is_demo("1", "", tmp_path / "none")


def test_a_home_is_untouched_until_the_first_command(tmp_path: Path) -> None:
    assert untouched(tmp_path / "home")
    prepare(tmp_path / "home")
    assert not untouched(tmp_path / "home")


def test_help_is_in_the_country_s_language_names_every_command_and_makes_no_home(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    ended = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", "help"], capture_output=True, text=True,
                           cwd=tmp_path, env={**env, "PYTHONPATH": str(Path(cli.__file__).parents[2])}, check=True)
    assert "menyiapkan yang belum ada" in ended.stdout and not list(tmp_path.iterdir())
    first = [line[:31] for line in cli.USAGE.splitlines() if line.startswith("  ") and line[2:3].strip()]
    assert [line[:31] for line in ended.stdout.splitlines() if line.startswith("  ") and line[2:3].strip()] == first


@pytest.mark.parametrize("word", ["import", "export", "undo"])
def test_half_a_command_is_answered_with_all_of_them(home: Path, word: str) -> None:
    ended = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", word], capture_output=True, text=True,
                           env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}, check=False)
    assert ended.returncode == 1 and "import plans|areas|reports FILE" in ended.stderr


# The language of whoever types

OURS = sorted(name for name, room in get_commands().items() if str(room).startswith("pendopo.")
              and name != "migrate")        # Django's own, for whoever writes code here: `pendopo upgrade` moves tables
SAME = {"https://…"}


@pytest.fixture
def own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command makes of argparse ends with the test."""
    for name in ("_", "ngettext"):
        monkeypatch.setattr(argparse, name, getattr(argparse, name))


def helps(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield parser.description or ""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (str(one.help or "") for one in action._choices_actions)
            for one in action.choices.values():
                yield from helps(one)
        elif action.help != argparse.SUPPRESS:
            yield action.help or ""


@pytest.mark.usefixtures("own_words")
@pytest.mark.parametrize("name", OURS)
def test_the_help_of_every_command_is_in_both_languages(name: str) -> None:
    told = {}
    for language in ("id", "en"):
        with override(language):
            parser = typed.spoken(name).create_parser("pendopo", name)
            told[language] = list(helps(parser))
            assert parser.format_help().startswith({"id": "cara pakai: ", "en": "usage: "}[language])
    assert told["en"][0]
    alike = [words for words, english in zip(told["id"], told["en"], strict=True) if words == english and words]
    assert set(alike) <= SAME


WRONG = [
    (["import", "areas"], "yang berikut harus diisi: file", "the following arguments are required: file"),
    (["import", "areas", "a.csv", "--kering"], "kata yang tidak dikenal: --kering", "unrecognized arguments: --kering"),
    (["undo", "import", "dua"], "pada number: 'dua' bukan int yang benar", "number: invalid int value: 'dua'"),
    (["import", "plans", "--totals"], "--totals: harus diikuti satu isi", "--totals: expected one argument"),
    (["open311", "buka"], "'buka'", "'buka'"),
    (["dmeo"], "Tidak ada perintah \"dmeo\"", "There is no command \"dmeo\""),
    (["import", "palns"], "Tidak ada perintah \"import palns\"", "There is no command \"import palns\"")]


@pytest.mark.usefixtures("own_words")
@pytest.mark.parametrize(("words", "own", "english"), WRONG)
def test_what_is_wrong_with_the_words_is_said_in_both_languages(words: list[str], own: str, english: str,
                                                                capsys: pytest.CaptureFixture[str]) -> None:
    first, *rest = cli.command(words)
    for language, said in (("id", own), ("en", english)):
        with override(language), pytest.raises(SystemExit) as ended:
            typed.execute(first, rest, " ".join(words[:len(words) - len(rest)]))
        told = f"{capsys.readouterr().err}{ended.value.code}"
        assert said in told and "Traceback" not in told
        assert ended.value.code == 2 or "Tidak ada" in told or "There is no" in told


@pytest.mark.usefixtures("own_words")
@pytest.mark.django_db
def test_what_a_command_refuses_is_said_in_words_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with override("id"), pytest.raises(SystemExit) as ended:
        typed.execute("import_plans", [], "import plans")
    assert ended.value.code == 1 and capsys.readouterr().err == "Sebutkan setidaknya satu berkas.\n"


def test_help_of_a_command_prepares_nothing(home: Path, begun: list[list[str]], capsys: pytest.CaptureFixture[str],
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, ["demo", "--help"])
    assert begun == [["demo", "--help"]] and not home.exists() and os.environ["PENDOPO_HOME"] != str(home)
    for word in ("run", "import", "export", "undo"):
        type_in(monkeypatch, [word, "--help"])
        assert "menyiapkan yang belum ada" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="run tidak menerima kata lain"):
        type_in(monkeypatch, ["run", "8080"])
