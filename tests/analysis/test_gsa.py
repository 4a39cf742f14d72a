from pathlib import Path

from pendopo.analysis import gsa

HEAD = """---
title: A commitment
permalink: /national-action-plan/5/US0001/
commitment_id: US0001
commitment_theme_name: A theme
commitment_detail_sub: "Two parts:

1) first \\"quoted\\"
2) second"
---
"""
PART = """---
title: "The first part"
commitment_id: US0001
commitment_detail_sub_id: "US0001.1"
commitment_agency: Department <br> Bureau
commitment_status: "In Progress"
aug_2023_progress: Begun - see <a href="https://example.org/a">the page</a>.
---
Progress Update:<br>
We go on.
<br><br>
Evidence:<br>
[A report](/assets/files/a report.pdf) and [two](https:https://example.org/b_(c))
"""


def folder(path: Path) -> dict[str, str]:
    return {f"{part}/{file.name}": file.read_text() for part in ("_commitments", "_subcommitments")
            for file in sorted((path / part).iterdir())}


def test_the_real_plan_has_36_commitments_and_70_parts(shared):
    found = gsa.read(folder(shared / "data" / "gsa"))
    assert not found.problems
    assert [(plan.code, plan.country, len(plan.commitments)) for plan in found.plans] == [("US5", "United States", 36)]
    steps = [step for one in found.commitments for step in one.milestones]
    assert len(steps) == 70 and len({step.number for step in steps}) == 70
    assert [report.level for step in steps for report in step.reports[-1:]].count("complete") == 33
    assert all(address.startswith("http") and " " not in address
               for step in steps for report in step.reports for _, address in report.links)


def test_a_commitment_and_its_part():
    (one,) = gsa.read({"a.md": HEAD, "b.md": PART}).commitments
    assert one.texts == {"theme": "A theme", "action": 'Two parts:\n\n1) first "quoted"\n2) second'}
    assert one.lead == ("Department, Bureau",)
    (step,) = one.milestones
    first, second = step.reports
    assert (first.stated, first.level, first.links) == ("2023-08", "", (("the page", "https://example.org/a"),))
    assert second.level == "under_way" and second.words.startswith("We go on.")
    assert second.links == (("A report", "https://open.usa.gov/assets/files/a%20report.pdf"),
                            ("two", "https://example.org/b_(c)"))


def test_in_progress_is_never_read_as_limited_or_substantial():
    (one,) = gsa.read({"a.md": HEAD, "b.md": PART}).commitments
    assert {report.level for report in one.milestones[0].reports} == {"", "under_way"}


def test_parts_keep_their_order_past_nine():
    parts = {f"{n}.md": PART.replace("US0001.1", f"US0001.{n}") for n in range(1, 12)}
    (one,) = gsa.read({"a.md": HEAD, **parts}).commitments
    assert [step.number for step in one.milestones] == [f"US0001.{n}" for n in range(1, 12)]


def test_what_cannot_be_read_is_named_with_its_file():
    found = gsa.read({"a.md": HEAD, "b.md": "no front matter", "c.md": PART.replace("US0001\n", "US9999\n"),
                      "d.md": PART.replace('"In Progress"', "Soon"), "e.md": HEAD,
                      "f.md": HEAD.replace("title: A commitment\n", "")})
    assert {(problem.file, problem.column, problem.code) for problem in found.problems} == {
        ("b.md", "", "front_matter"), ("c.md", "commitment_id", "no_parent"),
        ("d.md", "commitment_status", "not_one_of"), ("e.md", "commitment_id", "twice"), ("f.md", "title", "needed")}


def test_an_empty_folder_says_so():
    assert [problem.code for problem in gsa.read({}).problems] == ["empty"]
