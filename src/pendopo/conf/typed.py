"""How a command is done that somebody typed: its help and what is wrong with the words, in the operator's language.

argparse brings English sentences of its own and looks them up with the gettext of the standard library; here it gets
Django's, and with it the catalogs of this house. What every command of Django's can do besides (--settings,
--pythonpath, colours) still works and is not in the help: it is nothing for whoever runs a city.
"""
import argparse
import sys

import django
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext, ngettext_lazy

from pendopo.kit.country import N_

WORDS = (                                   # of argparse, as they stand there; what only a programmer can meet is left
    N_("usage: "), N_("positional arguments"), N_("options"), N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"), N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"), N_("not allowed with argument %s"), N_("ignored explicit argument %r"),
    N_("the following arguments are required: %s"), N_("one of the arguments %s is required"),
    N_("expected one argument"), N_("expected at most one argument"), N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"), N_("unexpected option string: %s"),
    N_("invalid %(type)s value: %(value)r"), N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"), N_("can't open '%(filename)s': %(error)s"),
    ngettext_lazy("expected %s argument", "expected %s arguments"))
HELP = ("-h", "--help")
HIDDEN = {"--version", "-v", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
          "--skip-checks"}


def execute(name: str, words: list[str], typed: str = "") -> None:
    """One command with the words after it. `typed`: how it is called, where that differs. Ends the program with 1 when
    the command says that something is wrong, with 2 when its words are."""
    django.setup()
    called = typed or name
    if name not in get_commands():
        sys.exit(gettext("There is no command \"%(name)s\". `pendopo help` names them all.") % {"name": called})
    command = spoken(name, asked=bool(set(HELP) & set(words)))
    first, _space, last = f"pendopo {called}".rpartition(" ")
    reads_itself = type(command).run_from_argv is not BaseCommand.run_from_argv
    raised = [] if reads_itself else ["--traceback"]                     # so that it is said here, in words alone
    try:
        command.run_from_argv([first, last, *raised, *words])
    except CommandError as wrong:
        command.stderr.write(str(wrong))
        sys.exit(wrong.returncode)


def spoken(name: str, asked: bool = True) -> BaseCommand:
    """The command in the language of whoever types. `asked`: only its help is wanted."""
    vars(argparse).update(_=gettext, ngettext=ngettext)
    command: BaseCommand = ManagementUtility(["pendopo", name]).fetch_command(name)
    command.help = gettext(command.help) if command.help else ""
    command.suppressed_base_arguments = HIDDEN
    if asked:
        command.requires_system_checks = []              # with them goes an option that skips them, in English
    return command
