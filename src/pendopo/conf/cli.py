"""The command `pendopo`. It dispatches management commands; `pendopo import plans FILE` is the command import_plans."""
import gettext
import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from pendopo.conf.home import untouched
from pendopo.conf.serve import serve
from pendopo.kit.country import N_, Malformed, read
from pendopo.kit.shutters import Closed

USAGE = N_("""pendopo COMMAND

  run                          prepare what is missing and serve (PORT, PENDOPO_HOME, DATABASE_URL)
  demo                         load the invented demo city; demo code NAME prints a sign-in code
  admin EMAIL                  print a one-time invitation for the first member of staff
  import plans|areas|reports FILE   --dry-run shows what would change
  export plans|reports FILE    plans: --format ogp writes the 171 columns of the OGP database
  undo import [NUMBER]         take an import of reports back; without a number: which there are
  open311 key NAME             a key for a program; also end, server, push, list
  score                        how good the proposals of an office are on this city's own reports
  verify [URL or folder]       hold a public record against its ledger; without a place: this one
                               --compare FOLDER, FILE or LINE: against a copy, a mailed or typed checkpoint
                               receipt FILE --compare COPY; proof COPY NUMBER
  mirror URL FOLDER            keep a verified copy of a city's public side, for any web server
  readonly --until HH:MM --why "..."   everybody reads on, nothing is taken in; readonly --end
  backup FILE, restore FILE    of a running site; keys are never inside
  offsite key|copy|drill|try|list   encrypted copies elsewhere; restore FILE.age asks for the key on paper
  upgrade [FOLDER]             move to the version in that folder; goes back by itself if anything fails
  seal shares --of N           print the key of all that is sealed in shares; any two make it again
  seal recover, seal rotate    from two shares; a new key, everything wrapped anew
  check                        is this installation safe and well
  release                      the fingerprint of this release; --note after an upgrade
  work                         timers and queued jobs alone (run starts it by itself)

Every command prepares an empty PENDOPO_HOME first; only mirror needs none.""")
TWO_WORDS = ("import", "export", "undo")
AS_IT_IS = ("prepare", "verify", "mirror", "backup", "restore", "upgrade")      # a home that is lived in: not touched
HOMELESS = ("prepare", "mirror")
RENAMED = {"check": "check_city"}
WORDS = Path(__file__).parent / "locale"
OWN = Path(__file__).parents[1] / "packs" / "indonesia"


def said(text: str) -> str:
    """In the country's own language. Django's gettext would ask for the settings, and they make a home: whoever only
    asks for help has none yet. May raise Malformed."""
    language = read(Path(os.environ.get("PENDOPO_PACK") or OWN).resolve()).languages[0][0]
    return gettext.translation("django", WORDS, [language], fallback=True).gettext(text)


def command(words: list[str]) -> list[str]:
    """`import plans x` becomes import_plans x; `demo code x` becomes demo_code x."""
    if words[0] in TWO_WORDS and len(words) > 1:
        return [f"{words[0]}_{words[1]}", *words[2:]]
    if words[:2] == ["demo", "code"]:
        return ["demo_code", *words[2:]]
    return [RENAMED.get(words[0], words[0]), *words[1:]]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.conf.settings")
    try:
        obey(sys.argv[1:])
    except Malformed as wrong:
        sys.exit(f"The country pack cannot be used. {wrong}")
    except Closed as closed:
        sys.exit(said(N_("Nothing was written: the house is closed for writing (%(why)s).")) % {"why": closed})


def obey(words: list[str]) -> None:
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(said(USAGE) + "\n")
        return
    if words[0] in TWO_WORDS and len(words) == 1:
        sys.exit(said(N_("%(word)s what?")) % {"word": words[0]} + f"\n\n{said(USAGE)}")
    if words[0] == "run":
        sys.exit(serve())
    first, *rest = command(words)
    new = untouched(Path(os.environ.get("PENDOPO_HOME", "home")))
    if new and first == "demo" and not (os.environ.get("PENDOPO_HOST") or os.environ.get("DATABASE_URL")):
        os.environ.setdefault("PENDOPO_DEMO", "1")      # there is nothing yet that invented people could get into
    if first not in AS_IT_IS or (new and first not in HOMELESS):
        bare = ["--bare"] if first == "restore" else []         # a city comes back into it: no invented one before
        execute_from_command_line(["pendopo", "prepare", "--quiet", *bare])
    execute_from_command_line(["pendopo", first, *rest])


if __name__ == "__main__":
    main()
