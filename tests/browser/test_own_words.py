"""What is mine: my words can be corrected and taken back for a while, and everything of mine can be taken along."""
import json
import re
import secrets
import zipfile

from playwright.sync_api import expect


def test_a_comment_is_corrected_and_then_taken_back(site, visitor):
    promise, mark = site.commitment("3"), secrets.token_hex(4)
    first, second = f"Papan di SD 4 salah tulis, nomor {mark}.", f"Papan di SD 5 salah tulis, nomor {mark}."
    sari = visitor("sari")
    said = sari.says(promise["path"], first)
    said.get_by_role("link", name=sari.say("Correct")).click()
    expect(sari.field("Your comment")).to_have_value(first)
    expect(sari.page.get_by_role("main")).to_contain_text(re.compile(r"\d\d[.:]\d\d"))      # until when
    sari.field("Your comment").fill(second)
    sari.button("Save").click()
    expect(sari.told("Your comment is corrected.")).to_be_visible()
    sari.hears("Your comment is corrected.")
    said = sari.comment(second)
    expect(said).to_contain_text(sari.say("edited"))

    reader = visitor().go(promise["path"])
    expect(reader.comment(second)).to_be_visible()
    expect(reader.page.get_by_text(first)).to_have_count(0)
    expect(reader.comment(second).get_by_role("link", name=reader.say("Correct"))).to_have_count(0)

    said.get_by_role("link", name=sari.say("Take back")).click()
    expect(sari.heading("Take this comment back?")).to_be_visible()
    sari.button("Yes, take it back").click()
    expect(sari.told("Your comment is taken back.")).to_be_visible()
    reader.go(promise["path"])
    expect(reader.page.get_by_text(mark)).to_have_count(0)
    reader.go(f"/catatan/{promise['code']}/riwayat")
    expect(reader.page.get_by_text(mark)).to_have_count(0)


def test_my_data_come_as_one_file_that_opens(site, visitor, tmp_path):
    promise, mark = site.commitment("3"), secrets.token_hex(4)
    sari = visitor("sari")
    sari.says(promise["path"], f"Anggaran sekolah kami sudah terpampang ({mark}).")
    sari.go("/akun/data/")
    expect(sari.page.get_by_role("main")).to_contain_text("sari@contoh.example")
    assert sari.fits()
    with sari.page.expect_download() as saved:
        sari.button("Take a copy with me (ZIP)").click()
    file = tmp_path / "data.zip"
    saved.value.save_as(file)
    assert saved.value.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(file) as bundle:
        assert bundle.testzip() is None
        held = json.loads(bundle.read("data.json"))["holdings"]
        assert mark in json.dumps(held, ensure_ascii=False)
        assert "budi@contoh.example" not in json.dumps(held)
        bundle.extract("data.html", tmp_path)
    copy = sari.page.context.new_page()
    copy.goto((tmp_path / "data.html").as_uri())
    expect(copy.get_by_role("heading", level=1)).to_be_visible()
    expect(copy.get_by_text(mark).first).to_be_visible()
