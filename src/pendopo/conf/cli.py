"""The command `pendopo`. It dispatches management commands; `pendopo import plans FILE` is the command import_plans."""
import gettext
import os
import sys
import tempfile
from pathlib import Path

from pendopo.conf.home import EmptyKey, untouched
from pendopo.conf.serve import serve
from pendopo.conf.typed import HELP, execute
from pendopo.kit.country import ENGLISH, N_, Malformed, read
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
WHOLE = ("run", *TWO_WORDS)             # their help is the list of all
AS_IT_IS = ("prepare", "verify", "mirror", "backup", "restore", "upgrade")      # a home that is lived in: not touched
HOMELESS = ("prepare", "mirror")
RENAMED = {"check": "check_city"}
FLOORS = Path(__file__).parents[1]
OWN = FLOORS / "packs" / "indonesia"
ROOMS = (FLOORS / "conf", FLOORS / "kit", FLOORS / "kit" / "regions")        # whose words are said without settings


def pack() -> Path:
    return Path(os.environ.get("PENDOPO_PACK") or OWN).resolve()


def said(text: str, language: str = "") -> str:
    """In the country's own language. Django's gettext would ask for the settings, and they make a home: whoever only
    asks for help has none yet. May raise Malformed."""
    language = language or read(pack()).languages[0][0]
    catalogs = [gettext.translation("django", room / "locale", [language], fallback=True) for room in (pack(), *ROOMS)]
    return next((told for one in catalogs if (told := one.gettext(text)) != text), text)


def refused(wrong: Malformed) -> str:
    """Why the country pack cannot be used; where it does not say its language, in that of this house and in English."""
    try:
        languages = [read(pack()).languages[0][0]]
    except Malformed:
        languages = [read(OWN).languages[0][0], ENGLISH]
    whole = N_("The country pack cannot be used. %(why)s")
    return "\n".join(said(whole, one) % {"why": f"{wrong.file}: {said(wrong.words, one) % wrong.values}"}
                     for one in languages)


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
        sys.exit(refused(wrong))
    except EmptyKey as empty:
        sys.exit(said(N_("The key file %(file)s is empty, and with an empty key everything would lie open. Put it back "
                         "from its safe place. If this installation is new and nobody has signed in yet, delete the "
                         "file: a new key is made.")) % {"file": empty})
    except Closed as closed:
        sys.exit(said(N_("Nothing was written: the house is closed for writing (%(why)s).")) % {"why": closed})


def obey(words: list[str]) -> None:
    if words[:1] in ([], ["help"], *([one] for one in HELP)) or words in [[one, ask] for one in WHOLE for ask in HELP]:
        sys.stdout.write(said(USAGE) + "\n")
        return
    if words[0] in TWO_WORDS and len(words) == 1:
        sys.exit(said(N_("%(word)s what?")) % {"word": words[0]} + f"\n\n{said(USAGE)}")
    if words[0] == "run":
        sys.exit(serve() if len(words) == 1 else said(N_("run takes no more words.")) + f"\n\n{said(USAGE)}")
    first, *rest = command(words)
    typed = " ".join(words[:len(words) - len(rest)])
    new = untouched(Path(os.environ.get("PENDOPO_HOME", "home")))
    if set(HELP) & set(rest):
        with tempfile.TemporaryDirectory() as nowhere:
            os.environ["PENDOPO_HOME"] = nowhere if new else os.environ.get("PENDOPO_HOME", "home")
            execute(first, rest, typed)
        return
    if new and first == "demo" and not (os.environ.get("PENDOPO_HOST") or os.environ.get("DATABASE_URL")):
        os.environ.setdefault("PENDOPO_DEMO", "1")      # there is nothing yet that invented people could get into
    if first not in AS_IT_IS or (new and first not in HOMELESS):
        bare = ["--bare"] if first == "restore" else []         # a city comes back into it: no invented one before
        execute("prepare", ["--quiet", *bare])
    execute(first, rest, typed)


if __name__ == "__main__":
    main()
