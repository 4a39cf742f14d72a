"""Pictures found again: what holds, how often unlike ones are taken for one, how long a search among many takes.

    python -m bench.likeness [pictures]

Distances of changed pictures to their originals, and of unlike pictures (other scenes of the same kinds) to each other.
The search runs on SQLite in memory with 200,000 pictures: 1,000 invented ones, each stored two hundred times with some
bits of its bands turned, so that the index has its size and its crowding.
"""
import sqlite3
import sys
import time
from collections import defaultdict
from random import Random

from bench.scenes import changed, jpeg, scene
from pendopo.analysis.likeness import ALIKE, BITS, VOTES, Question, alike, bands, distance
from pendopo.kit.files.likeness import fingerprint

MANY = 200_000
HOLDS = 0.15                # bits that differ in a stored copy


def distances(pictures: int) -> list[bytes]:
    dice, prints = Random(1), []
    far: dict[str, list[float]] = defaultdict(list)
    found: dict[str, list[bool]] = defaultdict(list)
    spent = {"fingerprint": 0.0, "distance": 0.0, "question": 0.0}
    for _ in range(pictures):
        picture = scene(dice)
        one = fingerprint(jpeg(picture))
        stored = bands(one)
        prints.append(one)
        for name, content in changed(picture, dice):
            start = time.process_time()
            two = fingerprint(content)
            made = time.process_time()
            far[name].append(distance(one, two))
            compared = time.process_time()
            asked = Question(two)
            spent["question"] += time.process_time() - compared
            spent["fingerprint"] += made - start
            spent["distance"] += compared - made
            votes = len(set(stored) & set(asked.probes))
            found[name].append(votes >= VOTES and bool(asked.sift([(0, stored)])))
    for name, all_far in far.items():
        all_far.sort()
        print(f"{name:32} median {all_far[len(all_far) // 2]:.3f}  worst {all_far[-1]:.3f}  alike"
              f" {sum(one <= ALIKE for one in all_far) / len(all_far):.0%}  found in the index"
              f" {sum(found[name]) / len(found[name]):.0%}")
    tried = sum(map(len, far.values()))
    print(", ".join(f"{name} {seconds / tried * 1000:.1f} ms" for name, seconds in spent.items()))
    return prints


def unlike(prints: list[bytes]) -> None:
    dice = Random(2)
    pairs = [dice.sample(prints, 2) for _ in range(len(prints) * 20)]
    far = sorted(distance(one, two) for one, two in pairs if one != two)
    print(f"unlike pairs: nearest {far[0]:.3f}, one in a hundred {far[len(far) // 100]:.3f}, median "
          f"{far[len(far) // 2]:.3f};"
          f" taken for one {sum(one <= ALIKE for one in far)} of {len(far)}")


def search() -> None:
    dice, database = Random(3), sqlite3.connect(":memory:")
    database.execute("CREATE TABLE band (band INTEGER, picture INTEGER)")
    prints = [fingerprint(jpeg(scene(dice))) for _ in range(1000)]
    stored: list[tuple[int, ...]] = []
    for number in range(MANY):
        keys = bands(prints[number % 1000])
        turned = [sum((dice.random() < HOLDS / 4) << bit for bit in range(BITS)) if number >= 1000
                  and dice.random() < 0.8 else 0
                  for _ in keys]
        stored.append(tuple(key ^ turn for key, turn in zip(keys, turned, strict=True)))
    database.executemany("INSERT INTO band VALUES (?, ?)", ((key, at) for at, keys in enumerate(stored)
        for key in keys))
    database.execute("CREATE INDEX by_band ON band (band, picture)")
    spent, seen, left = [], [], []
    for _ in range(30):
        _, content = next(changed(scene(dice), dice))
        one = fingerprint(content)
        asked = Question(one)
        start = time.perf_counter()
        marks = ",".join("?" * len(asked.probes))
        rows = database.execute(f"SELECT picture FROM band WHERE band IN ({marks}) GROUP BY picture"
                                f" HAVING COUNT(*) >= {VOTES}", asked.probes).fetchall()
        near = asked.sift((row[0], stored[row[0]]) for row in rows)
        spent.append(time.perf_counter() - start)
        seen.append(len(rows))
        left.append(len(near))
        sum(alike(one, prints[at % 1000]) for at in near)
    spent.sort()
    print(f"search among {MANY:,}: median {spent[15] * 1000:.0f} ms, worst {spent[-1] * 1000:.0f} ms after the "
          f"question is made;"
          f" {sum(seen) / 30:.0f} candidates, {sum(left) / 30:.1f} left to compare")


def main() -> None:
    unlike(distances(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
    search()


if __name__ == "__main__":
    main()
