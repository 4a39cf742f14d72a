"""Versions of this house beside each other, as an operator keeps them: folders with a `.venv`, and the link `current`.

Each is this very code by second names (hard links), with what a test adds or breaks; the program in its `.venv` finds
that code and the libraries of this test run.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = '#!/bin/sh\nPYTHONPATH="{src}" exec "{python}" "$@"\n'
STEP = '''from django.db import migrations, models


def run(apps, schema_editor):
    {run}


class Migration(migrations.Migration):
    dependencies = [("records", "{before}")]
    operations = [{operations}]
'''
COLUMN = 'migrations.AddField("record", "hue", models.CharField(max_length=9, null=True))'
BY_CODE = "migrations.RunPython(run, migrations.RunPython.noop)"
TABLE = 'migrations.CreateModel("Hue", [("id", models.BigAutoField(primary_key=True)), ("record", models.ForeignKey(' \
        '"records.Record", models.PROTECT))])'


class Versions:
    """A folder like /opt/pendopo: `current` and versions/NUMBER."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, number: str, *steps: tuple[str, str], **changed: str) -> Path:
        """A version with more steps for the tables of records (operations, body of `run`), and with other files
        (`conf__wsgi="..."` is conf/wsgi.py)."""
        root = self.folder / "versions" / number
        package = root / "src" / "pendopo"
        shutil.copytree(ROOT / "src" / "pendopo", package, copy_function=os.link,
                        ignore=shutil.ignore_patterns("__pycache__"))
        (root / "pyproject.toml").write_text(f'[project]\nversion = "{number}"\n')
        python = root / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(PYTHON.format(src=root / "src", python=sys.executable))
        python.chmod(0o755)
        shelf = package / "core" / "records" / "migrations"
        for at, (operations, run) in enumerate(steps):
            before = sorted(path.stem for path in shelf.glob("[0-9]*.py"))[-1]
            (shelf / f"{9000 + at}_tried.py").write_text(STEP.format(operations=operations, run=run, before=before))
        for name, text in changed.items():
            path = package / f"{name.replace('__', '/')}.py"
            path.unlink()                                    # another name of the real file: never written into
            path.write_text(text)
        return root

    def use(self, root: Path) -> Path:
        link = self.folder / "current"
        link.symlink_to(root)
        return link

    def run(self, root: Path, env: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
        """`pendopo` of that version, with what it said."""
        return subprocess.run([str(root / ".venv" / "bin" / "python"), "-m", "pendopo.conf.cli", *words], env=env,
                              cwd=self.folder, capture_output=True, text=True, timeout=300, check=False)
