"""The evidence pack of a plan: a ZIP that stands alone. Records as JSON and as pages, how the plan was made, the files
of both, the verdicts of the standards, the pictures, and for every row of the timelines its proof. All files are named
in a list that is signed with the key of the ledger; verifier.py, which lies inside, checks it without this server."""
import csv
import hashlib
import inspect
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.contrib.staticfiles import finders
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from pendopo.analysis import ogp_columns, verifier
from pendopo.channels.plans import packing_making, showing
from pendopo.channels.plans.models import Commitment, Evidence, Plan, Snapshot
from pendopo.channels.plans.queries import database
from pendopo.channels.plans.queries.lists import whole
from pendopo.channels.plans.queries.snapshots import picture
from pendopo.channels.plans.words import FUNCTIONS, OUTCOMES, PAPERS, STAGES, TEXTS
from pendopo.core.ledger import queries as ledger
from pendopo.core.ledger import tlog
from pendopo.core.people.roles import SIDES
from pendopo.core.records.cards import absolute
from pendopo.core.records.models import Event
from pendopo.core.records.telling import told
from pendopo.kit.country import spoken
from pendopo.kit.files import disk
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.markdown import render
from pendopo.kit.ui.dates import day

ODD = re.compile(r"[^\w.\-]+")
SAID = ("parts", "milestones", "assessments", "own", "answers", "handovers")     # of a record, by all who spoke of it
LIST, PROOFS, KEY = "daftar.txt", "bukti.jsonl", "kunci.txt"      # names that verifier.py knows


@dataclass
class Pack:
    """The ZIP while it is written, and what is in it: path -> SHA-256."""
    archive: zipfile.ZipFile
    files: dict[str, str] = field(default_factory=dict)
    rows: int = 0

    def add(self, path: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.files[path] = hashlib.sha256(data).hexdigest()
        self.archive.writestr(path, data)

    def add_json(self, path: str, content: Any) -> None:
        self.add(path, json.dumps(content, ensure_ascii=False, indent=1, default=str))


def pack(plan: Plan, out: IO[bytes], standards: dict[str, Any]) -> Pack:
    """Writes the ZIP; in the language of the moment. The timelines are asked for in one question."""
    found = list(whole(Commitment.objects.filter(plan=plan.pk, visibility="public")))
    rows = timelines(plan)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        made = Pack(archive)
        kept = files_of(plan)
        for one in found:
            add_record(made, one, rows[one.pk], kept)
        for stored in kept.values():
            made.add(path_of(stored), disk.path_of(stored.sha256).read_bytes())
        made.add_json("standar.json", standards)
        made.add_json("rencana.json", of_plan(plan, found))
        add_making(made, plan, kept, standards)
        made.add("ogp.csv", table(plan))
        css = finders.find("ui/pendopo.css")
        made.add("pendopo.css", Path(css).read_bytes() if css else b"")
        made.add(PROOFS, "".join(proofs(made, plan)))
        made.add("verifier.py", inspect.getsource(verifier))
        made.add("baca-saya.txt", render_to_string("plans/pack/readme.txt", {"plan": plan, "key": key()}))
        made.add("index.html", render_to_string("plans/pack/index.html", context(plan) | {
            "rows": [(f"catatan/{one.code}.html", f"{one.number}. {showing.title(one)}") for one in found],
            "files": sorted(made.files), "made": timezone.now(), "key": key(), "cycle": plan.cycle_id}))
        made.add(KEY, f"{key()}\n")
        archive.writestr(LIST, ledger.signed([f"{digest}  {path}" for path, digest in sorted(made.files.items())]))
    return made


def key() -> str:
    return tlog.verifier_key(ledger.origin())


def context(plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "title": showing.title(plan), "language": spoken(),
            "term": showing.term(plan.start, plan.end), "owner": plan.owner.called}


def files_of(plan: Plan) -> dict[str, StoredFile]:
    """The public files that were shown as evidence or published while it was made, by their content, as far as they
    are on the disk."""
    shown = Evidence.objects.filter(milestone__commitment__plan=plan.pk)
    stored = StoredFile.objects.filter(Q(pk__in=shown.values("file")) | packing_making.files(plan),
                                       visibility=Visibility.PUBLIC).order_by("pk")
    return {one.sha256: one for one in stored if disk.path_of(one.sha256).exists()}


def path_of(stored: StoredFile) -> str:
    return f"berkas/{stored.sha256[:16]}-{ODD.sub('-', stored.name)[-80:]}"


def timelines(plan: Plan) -> dict[int, list[Event]]:
    """Record -> its public rows, the oldest first."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(record__commitment__plan=plan.pk, visibility="public").select_related(
            "line", "actor", "office").order_by("pk"):
        found[event.record_id].append(event)
    return found


def add_record(made: Pack, one: Commitment, events: list[Event], kept: dict[str, StoredFile]) -> None:
    files = {sha256: f"../{path_of(stored)}" for sha256, stored in kept.items()}
    made.add_json(f"catatan/{one.code}.json", {
        "code": one.code, "address": absolute(one), "plan": one.plan.code, "ogp_id": one.ogp_id,
        **picture(one), "texts": {name: getattr(one, name) for name in TEXTS if getattr(one, name)},
        "source": one.source, **{part: one.face.get(part, []) for part in SAID},
        "timeline": [{"verb": event.verb, "at": event.at.isoformat(), "ledger_line": event.line.seq}
                     for event in events]})
    entries = showing.Entries(events)
    steps = [showing.milestone(step, entries) for step in one.face.get("milestones", [])]
    made.add(f"catatan/{one.code}.html", render_to_string("plans/pack/record.html", context(one.plan) | {
        "record": one, "record_title": showing.title(one), "texts": showing.texts(one), "milestones": steps,
        "files": files, "assessments": showing.assessments(one.face.get("assessments", []), entries),
        "timeline": told(events), "address": absolute(one), "when": showing.term(one.start, one.end)}))


def add_making(made: Pack, plan: Plan, kept: dict[str, StoredFile], standards: dict[str, Any]) -> None:
    """What the verdicts rest on, to read and as data."""
    if told := packing_making.making(plan):
        made.add_json("pembuatan.json", told)
        made.add("pembuatan.html", render_to_string("plans/pack/making.html", context(plan) | {
            "told": told, "standards": standards, "prose": lambda text: SafeString(render(text)),
            "files": {sha256: path_of(stored) for sha256, stored in kept.items()}, "stages": STAGES, "papers": PAPERS,
            "outcomes": OUTCOMES, "functions": FUNCTIONS, "sides": SIDES}))


def of_plan(plan: Plan, found: list[Commitment]) -> dict[str, Any]:
    taken = Snapshot.objects.filter(plan=plan.pk).select_related("line").order_by("pk")
    return {"code": plan.code, "title": plan.title, "title_en": plan.title_en, "start": plan.start, "end": plan.end,
            "owner": plan.owner.name, "source": plan.source, "commitments": [one.code for one in found],
            "snapshots": [{"slug": one.slug, "day": day(one.day), "digest": one.digest, "ledger_line": one.line.seq}
                          for one in taken]}


def table(plan: Plan) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ogp_columns.names())
    writer.writerows(row.values() for row in database.rows(Commitment.objects.filter(
        plan=plan.pk, visibility="public")))
    return out.getvalue()


def proofs(made: Pack, plan: Plan) -> Iterator[str]:
    """A receipt a line, for every public row that is published in the log already."""
    rows = Event.objects.filter(record__commitment__plan=plan.pk, record__visibility="public", visibility="public",
                                line__seq__isnull=False).order_by("line__seq").values_list("line__seq", flat=True)
    pictures = Snapshot.objects.filter(plan=plan.pk, line__seq__isnull=False).values_list("line__seq", flat=True)
    for place in sorted(place for place in {*rows, *pictures, *packing_making.places(plan)} if place is not None):
        receipt = ledger.receipt(place)
        if receipt is not None:
            made.rows += 1
            yield json.dumps(receipt, ensure_ascii=False) + "\n"
