import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from pendopo.analysis import forks, verifier
from pendopo.analysis.verifier import Checkpoint
from pendopo.gateways.mirror.refusing import verdict_lines


class Command(BaseCommand):
    help = N_("Holds a public record against its ledger: the same single file that everybody can download and run "
              "alone.")

    def run_from_argv(self, argv: list[str]) -> None:
        """The verifier reads its own words: `pendopo verify [URL or folder] [--key K] [--language en] ...`.

        With `--compare COPY` two copies are held against each other; `proof COPY NUMBER` makes the proof of a line.
        """
        words = argv[2:]
        here = f"{settings.SITE}/ledger"
        if "--compare" in words or words[:1] == ["proof"]:
            sys.exit(self.compare(words, here))
        if not words or words[0].startswith("-"):
            words = [here, *words]
        elif words[0] not in ("receipt", "pack"):
            words = [forks.log_at(words[0]), *words[1:]]
        sys.argv = ["pendopo verify", *words]
        sys.exit(verifier.main())

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["pendopo", "verify", *args])

    def compare(self, words: list[str], here: str) -> int:
        """0: they agree, 1: they contradict each other, 2: something could not be read."""
        language = words.pop(words.index("--language") + 1) if "--language" in words[:-1] else settings.LANGUAGE_CODE
        words = [word for word in words if word != "--language"]
        with override(language):
            try:
                lines, fits = self.answer(words, here)
            except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
                self.stderr.write(_("Could not be read: %(why)s") % {"why": error})
                return 2
        for line in lines:
            self.stdout.write(line)
        return 0 if fits else 1

    def answer(self, words: list[str], here: str) -> tuple[list[str], bool]:
        if words[:1] == ["proof"]:
            log = forks.source_of(words[1])
            found = forks.proof_of(str(log), int(words[2]))
            return ([json.dumps(found, ensure_ascii=False, indent=1)], True) if found else (
                [_("This line is not open to everybody, or it was erased.")], False)
        at = words.index("--compare")
        other, rest = forks.source_of(" ".join(words[at + 1:])), words[:at]
        if rest[:1] == ["receipt"]:
            fits = forks.receipt_fits(json.loads(Path(rest[1]).read_text("utf-8")), str(other))
            return [_("The proof fits this copy of the log.") if fits else
                    _("✗ The proof does NOT fit this copy of the log.")], fits
        source = forks.source_of(rest[0]) if rest else here
        log = str(source if not isinstance(source, Checkpoint) else here)
        verdict = forks.compare_logs(other, log) if isinstance(other, str) else forks.compare_point(
            other, log, forks.checkpoint_of(log))
        return list(verdict_lines(verdict)), verdict.fits
