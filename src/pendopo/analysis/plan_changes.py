"""What changed between two pictures of a plan, commitment by commitment. Pure: two dictionaries in, changes out.

A picture of a commitment is plain JSON: number, title, title_en, state, start, end, texts (a digest of each),
completion (moment -> level), milestones (position, title, due, government, cso, evidence).
"""
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = ("number", "title", "title_en", "state", "start", "end")
STEP = ("title", "due", "government", "cso", "evidence")
Picture = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """what: added, gone, a name of FIELDS, text, completion, step_added, step_gone, or step_ and a name of STEP."""
    what: str
    before: str = ""
    after: str = ""
    step: int = 0                    # position of the milestone
    field: str = ""                  # which text, which moment


def digest(picture: Picture) -> str:
    """SHA-256 over canonical JSON: the same picture, the same digest, on any machine."""
    text = json.dumps(picture, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(rows: Iterable[tuple[str, str]]) -> str:
    """Of a whole plan, from (code, digest) of its commitments."""
    return hashlib.sha256("".join(f"{code} {one}\n" for code, one in sorted(rows)).encode()).hexdigest()


def compare(before: Mapping[str, Picture], after: Mapping[str, Picture]) -> dict[str, list[Change]]:
    """code -> what changed; a commitment that stayed the same is left out. In the order of `after`, gone ones last."""
    found: dict[str, list[Change]] = {}
    for code, now in after.items():
        was = before.get(code)
        changes = [Change("added")] if was is None else changes_of(was, now)
        if changes:
            found[code] = changes
    return found | {code: [Change("gone")] for code in before if code not in after}


def changes_of(was: Picture, now: Picture) -> list[Change]:
    changes = [Change(name, said(was, name), said(now, name)) for name in FIELDS if said(was, name) != said(now, name)]
    for name in sorted({*was.get("texts", {}), *now.get("texts", {})}):
        if was.get("texts", {}).get(name) != now.get("texts", {}).get(name):
            changes.append(Change("text", field=name))
    levels = was.get("completion", {}), now.get("completion", {})
    changes += [Change("completion", levels[0].get(moment, ""), levels[1].get(moment, ""), field=moment)
                for moment in sorted({*levels[0], *levels[1]}) if levels[0].get(moment) != levels[1].get(moment)]
    return changes + steps_of(was, now)


def steps_of(was: Picture, now: Picture) -> list[Change]:
    """Milestones meet by their position, which is never given out again."""
    old, new = ({int(step["position"]): step for step in one.get("milestones", [])} for one in (was, now))
    changes = []
    for position in sorted({*old, *new}):
        if position not in old:
            changes.append(Change("step_added", after=said(new[position], "title"), step=position))
        elif position not in new:
            changes.append(Change("step_gone", before=said(old[position], "title"), step=position))
        else:
            one, other = old[position], new[position]
            changes += [Change(f"step_{name}", said(one, name), said(other, name), step=position)
                        for name in STEP if said(one, name) != said(other, name)]
    return changes


def said(one: Picture, name: str) -> str:
    value = one.get(name, "")
    return "" if value is None else str(value)
