"""What a page costs: queries, CPU cold against the bare view, requests a second when unchanged, depth of paging."""
import statistics

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.server import Server, serving
from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.core.voices.models import Comment

ROUNDS, COLD, WARM = 3, 150, 6_000


def busiest() -> str:
    """A record with 100 comments."""
    row = Comment.objects.order_by().values_list("record", flat=True).first()
    return str(Record.objects.values_list("code", flat=True).get(pk=row))


def addresses() -> dict[str, str]:
    return {"home": "/", "list": "/rencana-aksi/", "search page": "/cari/?q=dinas",
            "detail, 100 comments": f"/rencana-aksi/{busiest()}/"}


def cookies(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return "Cookie: " + "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def count_queries(path: str, person: Person | None = None) -> int:
    client = Client()
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(path)
    with CaptureQueriesContext(connection, ) as caught:
        client.get(path + ("&" if "?" in path else "?") + "x=1")
    return len(caught)


def median_cpu(server: Server, paths: list[str], requests: int, connections: int = 4) -> float:
    return statistics.median(server.load(paths, requests, connections)["cpu"] for _ in range(ROUNDS))


def main() -> None:
    person = Person.objects.get_or_create(alias="bench-reader", defaults={
        "name": "Pembaca Rekaan", "email": "pembaca@contoh.example"})[0]
    with serving("bench.hello:application", 8911, {"DJANGO_SETTINGS_MODULE": ""}) as plain, \
            serving("pendopo.conf.wsgi:application", 8912, {}) as ours:
        plain.load(["/"], 3_000)
        hello = median_cpu(plain, ["/"], 6_000)
        rate = statistics.median(plain.load(["/"], WARM)["rate"] for _ in range(ROUNDS))
        print(f"   hello: {hello:.2f} ms CPU, {rate:.0f}/s")
        print(f"   {'page':<24}{'queries':>9}{'signed in':>11}{'cold CPU':>11}{'x hello':>9}{'p50':>8}{'p99':>8}"
              f"{'p99/p50':>9}{'kept/s':>9}{'of hello':>10}")
        for name, path in addresses().items():
            row(name, path, person, ours, hello, rate)
        depth(ours)


def row(name: str, path: str, person: Person, ours: Server, hello: float, rate: float) -> None:
    mark = "&" if "?" in path else "?"
    fresh = [f"{path}{mark}n={turn}" for turn in range(COLD * ROUNDS + 20)]
    ours.load(fresh[-20:], 20)
    cold = [ours.load(fresh[turn * COLD:(turn + 1) * COLD], COLD, 8) for turn in range(ROUNDS)]
    cpu = statistics.median(one["cpu"] for one in cold)
    p50, p99 = (statistics.median(one[key] for one in cold) for key in ("p50", "p99"))
    ours.load([path], 50)
    kept = statistics.median(ours.load([path], WARM)["rate"] for _ in range(ROUNDS))
    print(f"   {name:<24}{count_queries(path):>9}{count_queries(path, person):>11}{cpu:>8.1f} ms{cpu / hello:>9.1f}"
          f"{p50:>8.0f}{p99:>8.0f}{p99 / p50:>9.1f}{kept:>9.0f}{kept / rate:>10.0%}", flush=True)


def depth(ours: Server) -> None:
    """The 1,000th page by its key against the first."""
    rows = Record.objects.filter(kind="plans").order_by("-created", "-pk").values_list("created", "pk")
    created, key = rows[20_000]
    deep = f"/rencana-aksi/?sebelum={created.isoformat()}.{key}".replace("+", "%2B")
    first = ours.load([f"/rencana-aksi/?m={n}" for n in range(COLD)], COLD)
    last = ours.load([f"{deep}&m={n}" for n in range(COLD)], COLD)
    print(f"   1,000th page: {last['cpu']:.1f} ms CPU, first {first['cpu']:.1f} ms: "
          f"{last['cpu'] / first['cpu']:.2f} x; codes {last['codes']}")
