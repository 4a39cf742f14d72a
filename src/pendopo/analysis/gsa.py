"""Reads the United States' fifth action plan as open.usa.gov keeps it: a Markdown file with front matter for each
commitment and each sub-commitment (GSA/open.usa.gov, CC0 1.0).

A second country's shape: a commitment has a theme and no lead; its sub-commitments carry agency, status and progress.
They become milestones, with two dated statements by the agency: August 2023, and the later update (its day is not in
the files). "In Progress" says nothing of the extent, so it becomes "under_way" and is never read as limited or
substantial. The front matter there is one level of `key: value`, quoted or not, over several lines: no YAML needed.
"""
import html
import re
from collections.abc import Iterable, Mapping

from pendopo.analysis.commitments import CommitmentFacts, MilestoneFacts, PlanFacts, Problem, Reading, ReportFacts

SITE = "https://open.usa.gov"
STATUS = {"Complete": "complete", "In Progress": "under_way", "Not Started": "not_started"}
PENDING = "Progress update pending"
FRONT = re.compile(r"---\n(?P<front>.*?)\n---[ \t]*(?:\n(?P<body>.*))?\Z", re.S)
FIELD = re.compile(r"(?P<key>[a-z][a-z0-9_]*):[ \t]*(?P<rest>.*)")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\(\s*(?P<address>[^()]*(?:\([^()]*\)[^()]*)*)\)")
ANCHOR = re.compile(r"""<a\s[^>]*?href=["'](?P<address>[^"']*)["'][^>]*>(?P<text>.*?)</a>""", re.S | re.I)
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
EVIDENCE = re.compile(r"^\s*Evidence:\s*$", re.M)
ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
NEEDED = ("commitment_id", "title")
TITLE = 300                      # characters


def front_matter(text: str) -> tuple[dict[str, str], str] | None:
    """The fields between the two lines of dashes, and the body; None when there are none."""
    whole = FRONT.match(text.removeprefix("\ufeff").replace("\r\n", "\n").lstrip("\n"))
    if not whole:
        return None
    fields: dict[str, str] = {}
    key, open_quote = "", False
    for line in whole["front"].split("\n"):
        start = None if open_quote else FIELD.match(line)
        if start:
            key, value = start["key"], start["rest"]
            fields[key] = value
            open_quote = value.startswith('"') and not _closes(value[1:])
        elif key:
            fields[key] += f"\n{line}"
            open_quote = open_quote and not _closes(line)
    return {name: _plain(value) for name, value in fields.items()}, whole["body"] or ""


def _closes(text: str) -> bool:
    """Does a quote that is not escaped end this line?"""
    return bool(re.search(r'(?<!\\)(?:\\\\)*"[ \t]*$', text))


def _plain(value: str) -> str:
    """A double-quoted value without its quotes and escapes; any other as it stands."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\[nt"\\]', lambda found: ESCAPES[found[0]], value[1:-1]).strip()
    return value


def markdown(text: str) -> str:
    """Line breaks, links and entities of HTML as Markdown; other tags go, their words stay."""
    text = ANCHOR.sub(lambda found: f"[{TAG.sub('', found['text']).strip()}]({found['address'].strip()})", text)
    text = re.sub(r"[ \t]*<br\s*/?>[ \t]*", "\n", text, flags=re.I)
    text = html.unescape(TAG.sub("", text))
    text = LINK.sub(lambda found: f"[{found['text']}]({_address(found['address'])})", text)
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", text).strip()


def _address(found: str) -> str:
    found = re.sub(r"^https?:(?=https?:)", "", found.strip()).replace(" ", "%20")
    return f"{SITE}{found}" if found.startswith("/") else found


def links(text: str) -> tuple[tuple[str, str], ...]:
    """(title, address) of every web link in the Markdown, each address once."""
    found = {m["address"]: m["text"].strip() for m in reversed(list(LINK.finditer(text)))
             if m["address"].startswith(("http://", "https://"))}
    return tuple((title or address, address) for address, title in reversed(found.items()))


def read(files: Mapping[str, str]) -> Reading:
    """`files`: name -> text, as they lie in _commitments and _subcommitments."""
    problems: list[Problem] = []
    heads: dict[str, tuple[str, dict[str, str]]] = {}
    parts: list[tuple[str, dict[str, str], str]] = []
    for name in sorted(files):
        found = front_matter(files[name])
        if found is None:
            problems.append(Problem(1, "", "front_matter", file=name))
            continue
        fields, body = found
        missing = [key for key in NEEDED if not fields.get(key)]
        problems += [Problem(1, key, "needed", file=name) for key in missing]
        if missing:
            continue
        if fields.get("commitment_detail_sub_id"):
            parts.append((name, fields, body))
        elif fields["commitment_id"] in heads:
            problems.append(Problem(1, "commitment_id", "twice", f"{fields['commitment_id']} / "
                                    f"{heads[fields['commitment_id']][0]}", name))
        else:
            heads[fields["commitment_id"]] = (name, fields)
    if not heads and not problems:
        problems.append(Problem(0, "", "empty"))
    milestones = _milestones(parts, heads, problems)
    commitments = [_commitment(name, fields, milestones.get(key, ())) for key, (name, fields) in sorted(heads.items())]
    return Reading(tuple(_plans(commitments)), problems=tuple(problems))


def _plans(commitments: Iterable[CommitmentFacts]) -> list[PlanFacts]:
    plans: dict[str, list[CommitmentFacts]] = {}
    for one in commitments:
        plans.setdefault(one.plan, []).append(one)
    return [PlanFacts(code, country="United States", title_en=f"United States action plan {code.lstrip('US')}",
                      source=f"{SITE}/national-action-plan/{code.lstrip('US')}/",
                      commitments=tuple(found)) for code, found in sorted(plans.items())]


def _commitment(name: str, fields: dict[str, str], milestones: Iterable[tuple[str, MilestoneFacts]]) -> CommitmentFacts:
    number = re.search(r"/national-action-plan/(\d+)/", fields.get("permalink", ""))
    told = list(milestones)
    texts = {"action": markdown(fields.get("commitment_detail_sub", "")),
             "theme": markdown(fields.get("commitment_theme_name", ""))}
    key = fields["commitment_id"]
    return CommitmentFacts(
        1, f"US{number[1] if number else ''}", key, title_en=_title(fields["title"]), ogp_id=key, level="national",
        lead=tuple(dict.fromkeys(agency for agency, _ in told if agency)), milestones=tuple(one for _, one in told),
        texts={name: text for name, text in texts.items() if text}, source=f"{SITE}{fields.get('permalink', '')}",
        file=name)


def _milestones(parts: Iterable[tuple[str, dict[str, str], str]], heads: Mapping[str, object],
                problems: list[Problem]) -> dict[str, list[tuple[str, MilestoneFacts]]]:
    found: dict[str, list[tuple[str, MilestoneFacts]]] = {}
    for name, fields, body in sorted(parts, key=lambda part: _order(part[1]["commitment_detail_sub_id"])):
        key, status = fields["commitment_id"], fields.get("commitment_status", "")
        if key not in heads:
            problems.append(Problem(1, "commitment_id", "no_parent", key, name))
        elif status not in STATUS:
            problems.append(Problem(1, "commitment_status", "not_one_of", f"{status} / {', '.join(STATUS)}", name))
        else:
            found.setdefault(key, []).append((agency(fields.get("commitment_agency", "")), _milestone(fields, body)))
    return found


def _order(key: str) -> tuple[str, int]:
    """US0148.10 after US0148.9."""
    head, _, number = key.rpartition(".")
    return head, int(number) if number.isdigit() else 0


def _milestone(fields: dict[str, str], body: str) -> MilestoneFacts:
    whole = markdown(fields.get("commitment_detail_sub") or fields["title"])
    title = _title(fields["title"])
    reports, unit = [], agency(fields.get("commitment_agency", ""))
    earlier = markdown(fields.get("aug_2023_progress", ""))
    if earlier and earlier != PENDING:
        reports.append(ReportFacts("", earlier, "2023-08", unit, links(earlier)))
    later = re.sub(r"^\s*Progress Update:\s*", "", markdown(body))
    evidence = EVIDENCE.split(later, maxsplit=1)
    reports.append(ReportFacts(STATUS[fields["commitment_status"]], later.strip(), by=unit,
                               links=links(evidence[1]) if len(evidence) > 1 else ()))
    return MilestoneFacts(title, deliverable="" if whole == title else whole,
                          number=fields["commitment_detail_sub_id"], reports=tuple(reports))


def _title(text: str) -> str:
    text = " ".join(markdown(text).split())
    return text if len(text) <= TITLE else f"{text[:TITLE - 1].rstrip()}…"


def agency(text: str) -> str:
    """"Department <br> Bureau" -> "Department, Bureau"."""
    return ", ".join(" ".join(part.split()) for part in re.split(r"<br\s*/?>", text, flags=re.I) if part.strip())
