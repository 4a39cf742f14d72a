"""pendopo open311 key NAME | end NAME | server NAME URL | push CODE SERVER SERVICE_CODE | list"""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.gateways.open311 import keys, pushing
from pendopo.gateways.open311.models import Body, Key, Push


class Command(BaseCommand):
    help = N_("Keys for programs that report through Open311; servers of other bodies, and reports sent to them.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True)
        key = parts.add_parser("key", help=_("gives a key, shown this once"))
        key.add_argument("name")
        key.add_argument("--scopes", default="read,write", help=_("of read, write, updates"))
        key.add_argument("--server", default="", help=_("whose updates it brings"))
        parts.add_parser("end", help=_("a key opens nothing from now on")).add_argument("name")
        server = parts.add_parser("server", help=_("another body's server; its key for us is asked for"))
        for name in ("name", "url"):
            server.add_argument(name)
        server.add_argument("--jurisdiction", default="")
        server.add_argument("--form", default="json", choices=["json", "xml"])
        server.add_argument("--key", default="")
        push = parts.add_parser("push", help=_("sends a public report there"))
        for name in ("code", "server", "service_code"):
            push.add_argument(name)
        parts.add_parser("list", help=_("keys, servers and what was sent"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['what']}")(options)
        except (ValueError, LookupError) as wrong:
            raise CommandError(str(wrong)) from None

    def do_key(self, options: dict[str, Any]) -> None:
        body = Body.objects.filter(name=options["server"]).first() if options["server"] else None
        if options["server"] and body is None:
            raise LookupError(options["server"])
        scopes = tuple(part.strip() for part in options["scopes"].split(",") if part.strip())
        self.stdout.write(keys.give(name=options["name"], scopes=scopes, body=body))

    def do_end(self, options: dict[str, Any]) -> None:
        if not keys.end(name=options["name"]):
            raise LookupError(options["name"])
        self.stdout.write(_("Ended."))

    def do_server(self, options: dict[str, Any]) -> None:
        body = pushing.know(name=options["name"], url=options["url"], key=options["key"],
                            jurisdiction=options["jurisdiction"], form=options["form"])
        self.stdout.write(f"{body.name} {body.url}")

    def do_push(self, options: dict[str, Any]) -> None:
        made = pushing.push(code=options["code"], name=options["server"], service_code=options["service_code"])
        self.stdout.write(f"{options['code']} -> {options['server']}: {made.state}")

    def do_list(self, options: dict[str, Any]) -> None:
        for key in Key.objects.order_by("name"):
            self.stdout.write(f"key {key.name}: {key.scopes}" + (f" ({key.ended:%Y-%m-%d})" if key.ended else ""))
        for body in Body.objects.order_by("name"):
            self.stdout.write(f"server {body.name}: {body.url}")
        for one in Push.objects.select_related("record", "body").order_by("pk"):
            told = (one.record.code, "->", f"{one.body.name}:", one.state, one.number, one.status, one.error)
            self.stdout.write(" ".join(part for part in told if part))
