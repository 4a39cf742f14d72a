"""The router on invented reports in the order of time: how right it is and how long it takes.

All figures are for the generator (analysis/invention/reports), whose difficulty was set with a reference and the
figures of a real export; those of a city's own data come from that city alone. A decision becomes known when 25 more
reports have come. "majority" names the three offices most frequent until then; "rules" is the table of a new city;
"trained once" stops learning after four fifths; ours learns from each decision. Bars: <= 5 ms a report, fit of 2,000
<= 2 s, sure right >= 90 % of the time at >= 20 % of reports.
"""
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from pendopo.analysis.invention.city import invent_city, rules
from pendopo.analysis.invention.reports import Invented, invent
from pendopo.analysis.routing import Proposal, Router
from pendopo.analysis.routing_rules import Case
from pendopo.analysis.routing_store import dumps, loads

COUNT, LATE, SEEDS = 2_128, 25, (1, 2, 3, 4, 5, 6)
Told = tuple[bool, bool, bool]      # first right, among three, called sure


def case(row: Invented) -> Case:
    return Case(f"{row.title}\n{row.text}", row.created.date(), row.category, row.district, row.village)


def in_time(rows: list[Invented], router: Router, until: float) -> Iterator[Told]:
    waiting: list[tuple[Case, str, Proposal]] = []
    for row in rows:
        if len(waiting) >= LATE and row.number < len(rows) * until:
            one, office, shown = waiting.pop(0)
            router.learn(one, office, shown=shown)
        proposal = router.propose(case(row))
        named = [ranked.office for ranked in proposal.ranked]
        waiting.append((case(row), row.office, proposal))
        yield named[:1] == [row.office], row.office in named, proposal.sure


def majority(rows: list[Invented]) -> Iterator[Told]:
    seen: Counter[str] = Counter()
    for at, row in enumerate(rows):
        if at >= LATE:
            seen[rows[at - LATE].office] += 1
        named = [office for office, _ in seen.most_common(3)]
        yield named[:1] == [row.office], row.office in named, False


def ways() -> dict[str, Callable[[list[Invented]], Iterator[Told]]]:
    city = invent_city()
    table, parents = rules(city), city.parents()
    return {"majority": majority,
            "rules only": lambda rows: in_time(rows, Router(table, parents), 0.0),
            "trained once": lambda rows: in_time(rows, Router(table, parents), 0.8),
            "ours": lambda rows: in_time(rows, Router(table, parents), 1.0)}


def share(told: list[Told], which: int) -> float:
    return sum(one[which] for one in told) / max(len(told), 1)


def figures() -> None:
    base: dict[str, float] = {}
    for name, way in ways().items():
        runs = [list(way(list(invent(COUNT, seed=seed)))) for seed in SEEDS]
        every, late = [one for run in runs for one in run], [one for run in runs for one in run[-COUNT // 5:]]
        sure = [one for one in every if one[2]]
        base[name] = share(late, 0)
        print(f"   {name:13} all {share(every, 0):.3f} / {share(every, 1):.3f}   last fifth {share(late, 0):.3f} / "
              f"{share(late, 1):.3f}   first 200 {share([one for run in runs for one in run[:200]], 0):.3f}   "
              f"sure {len(sure) / len(every):.3f}, right {share(sure, 0):.3f}", flush=True)
        if name == "ours":
            print("   by seed, sure share / right: " + ", ".join(
                f"{share(run, 2):.2f}/{share([one for one in run if one[2]], 0):.2f}" for run in runs))
    print("   last fifth, ours to: " + ", ".join(f"{name} {base['ours'] / max(value, .001):.2f} x"
                                                for name, value in base.items() if name != "ours"))


def timed() -> None:
    city = invent_city()
    cases = [(case(row), row.office) for row in invent(2_300, seed=9)]
    router = Router(rules(city), city.parents())
    start = time.process_time()
    router.fit(cases[:2_000])
    fit = time.process_time() - start
    spent = []
    for one, _ in cases[2_000:]:
        start = time.process_time()
        router.propose(one)
        spent.append((time.process_time() - start) * 1000)
    start = time.process_time()
    for one, office in cases[2_000:]:
        router.learn(one, office)
    learn = (time.process_time() - start) * 1000 / 300
    moments = [time.process_time()]
    data = dumps(router)
    moments.append(time.process_time())
    loads(data, rules(city), city.parents())
    moments.append(time.process_time())
    stored, read = (after - before for before, after in pairwise(moments))
    spent.sort()
    print(f"   fit of 2,000: {fit:.2f} s (bar 2); propose p50 {spent[150]:.2f} ms p99 {spent[297]:.2f} ms (bar 5); "
          f"learn {learn:.2f} ms; stored {len(data) / 1e6:.2f} MB in {stored:.2f} s, read back in {read:.2f} s")


def main() -> None:
    timed()
    figures()
