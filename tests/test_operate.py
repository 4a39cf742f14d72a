"""What docs/operate.md says about settings and keys is what the code reads and makes."""
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"")
OF_THE_MACHINE = {"PATH", "DJANGO_SETTINGS_MODULE"}         # not ours to set


def told(heading: str) -> str:
    """The rows of the table under this first column."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    return page.partition(f"| {heading} |")[2].partition("\n\n")[0]


def first_column(table: str) -> set[str]:
    return {name for row in table.splitlines() if row.startswith("| `")
            for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_every_variable_is_in_the_table_and_no_other() -> None:
    read = {name for path in (ROOT / "src").rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert first_column(told("setting")) == read - OF_THE_MACHINE


def test_every_default_number_is_the_real_one() -> None:
    rows = {name: row for row in told("setting").splitlines() if row.startswith("| `") for name in first_column(row)}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "pendopo" / "conf").glob("*.py"))
    for name, number in re.findall(r"environ\.get\(\"([A-Z_]+)\", \"(\d+)\"\)", code):
        assert number in rows[name].split("|")[3], name


def test_every_key_that_is_made_is_named() -> None:
    """A key that nobody copied, because nobody knew of it, is lost with the machine."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    made = set(re.findall(r"secret\(HOME, \"([a-z-]+)\"\)", code)) | {"ledger", "last-checkpoint"}
    assert {f"keys/{name}" for name in made} <= first_column(told("file"))
    assert Path(settings.KEYS_ROOT).name == "keys"
