"""What a run holds while it copies a city: no more for a city with twice as many records."""
from pathlib import Path
from typing import Any

from pendopo.gateways.mirror import files
from pendopo.gateways.mirror.asking import Asker
from pendopo.gateways.mirror.files import clear, within
from pendopo.gateways.mirror.memory import Memory
from pendopo.gateways.mirror.underway import MOST_KNOWN, Run, code_in, is_record
from tests.held import peak


def run_with(memory: Memory, folder: Path, count: int) -> Run:
    memory.enter(((code(n), f"/rencana-aksi/{code(n)}/", n) for n in range(count)), 1)
    nothing: Any = None
    return Run(Asker(nothing), memory, "https://kota.example", folder, 0, 1, nothing, nothing, nothing, nothing,
               nothing, kinds={"/rencana-aksi/"})


def code(number: int) -> str:
    return f"RA-2026-{number:05}-X"


def test_the_codes_of_all_records_are_not_held(tmp_path):
    def meet(count: int) -> int:
        memory = Memory(tmp_path / f"{count}.sqlite")
        run = run_with(memory, tmp_path, count)

        def links() -> None:
            for number in range(count):
                assert code_in(run, f"/catatan/{code(number)}/riwayat") == code(number)
                run.want(f"/rencana-aksi/{code(number)}/", 1)

        used = peak(links)
        assert is_record(run, f"/en/rencana-aksi/{code(count - 1)}/") and code_in(run, f"/{code(count)}/") == ""
        memory.close()
        return used

    small = meet(MOST_KNOWN + 1_000)
    assert meet(MOST_KNOWN + 9_000) - small < 300_000            # as many held would take more than a megabyte


def test_a_folder_with_a_folder_for_each_record_goes_without_its_names_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "AT_ONCE", 100)

    def empty(count: int) -> int:
        for number in range(count):
            (tmp_path / "www" / f"RA-{number:05}").mkdir(parents=True)
        return peak(lambda: clear(tmp_path / "www"))

    small = empty(120)
    assert empty(1_000) - small < 120_000                        # as many held would take twice that
    assert not (tmp_path / "www").exists()


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path):
    kept = tmp_path / "kept"
    (kept / "a").mkdir(parents=True)
    (kept / "a" / "b.txt").write_text("x")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "arrow").symlink_to(kept)
    assert list(within(kept)) == [kept / "a" / "b.txt"]
    clear(tmp_path / "gone")
    assert (kept / "a" / "b.txt").read_text() == "x" and not (tmp_path / "gone").exists()
