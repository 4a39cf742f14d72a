"""Nobody needs to trust the city: a row's proof is checked here and far away, and a changed row is named."""
import json
import subprocess
import sys
import urllib.request

import pytest
from playwright.sync_api import expect


@pytest.fixture
def verifier(tmp_path):
    """The checking program as the site gives it, run by itself: no packages, no settings, a memory of its own."""

    def run(site, *words):
        program = tmp_path / "verifier.py"
        with urllib.request.urlopen(f"{site.url}/ledger/verifier.py") as answer:
            program.write_bytes(answer.read())
        return subprocess.run([sys.executable, "-I", "-S", str(program), *words, *memory(words, tmp_path)],
                              cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    return run


def memory(words, folder):
    return ["--state", str(folder / "seen.json")] if words[0] != "receipt" else []


def test_a_proof_is_saved_and_checked_here_and_far_away(site, visitor, verifier, tmp_path):
    promise = site.commitment("1")
    somebody = visitor().go(promise["path"])
    page = somebody.page
    row = page.locator("#linimasa").get_by_role("listitem").nth(1)
    with page.expect_download() as saved:
        row.get_by_role("link").last.click()
    proof = tmp_path / saved.value.suggested_filename
    saved.value.save_as(proof)
    assert json.loads(proof.read_text())["format"] == "pendopo-receipt-v1"

    somebody.go("/buku-besar/")
    somebody.link("Check a proof").click()
    somebody.field("Proof file").set_input_files(proof)
    somebody.button("Check").click()
    expect(page.get_by_role("status").filter(has_text=somebody.say("The proof holds"))).to_be_visible()
    assert somebody.fits()
    far = verifier(site, "receipt", str(proof))
    assert far.returncode == 0, far.stdout + far.stderr

    spoiled = json.loads(proof.read_text())
    spoiled["opening"]["f"]["at"] = "2020-01-01T00:00:00+00:00"
    proof.write_text(json.dumps(spoiled))
    somebody.field("Proof file").set_input_files(proof)
    somebody.button("Check").click()
    expect(page.get_by_role("alert").filter(has_text=somebody.say("The proof does not hold"))).to_be_visible()
    far = verifier(site, "receipt", str(proof))
    assert far.returncode == 1, far.stdout + far.stderr

    somebody.field("or its text").fill("halo")
    somebody.button("Check").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(somebody.field("or its text")).to_have_value("halo")


def test_a_row_changed_behind_the_programs_back_is_named(own_site, verifier):
    """The operator of the machine writes into the database: the verifier of a stranger says which row it was."""
    ledger = f"{own_site.url}/ledger"
    whole = verifier(own_site, ledger)
    assert whole.returncode == 0, whole.stdout + whole.stderr

    seq, facts = own_site.rows("SELECT seq, facts FROM ledger_line WHERE facts LIKE '%plans.report%' ORDER BY seq")[0]
    own_site.rows("UPDATE ledger_line SET facts = ? WHERE seq = ?", facts.replace("complete", "limited"), seq)
    changed = verifier(own_site, ledger)
    assert changed.returncode == 1, changed.stdout + changed.stderr
    assert str(seq) in changed.stdout, changed.stdout

    own_site.rows("UPDATE ledger_line SET facts = ? WHERE seq = ?", facts, seq)
    assert verifier(own_site, ledger).returncode == 0
    own_site.rows("UPDATE ledger_line SET facts = '' WHERE seq = ?", seq)
    silent = verifier(own_site, ledger)
    assert silent.returncode == 1
    assert str(seq) in silent.stdout, silent.stdout
