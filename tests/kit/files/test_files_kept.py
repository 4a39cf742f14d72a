"""Files are kept whole, once for each content, served so that nothing in them can act, and erased for good."""
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.kit.files.samples import PDF, docx, photo

from pendopo.kit.files import actions, disk, kinds, serving
from pendopo.kit.files.ageing import unfinished
from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.fields import UploadField
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.files.sentences import NotTaken

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Put = Callable[..., StoredFile]


@pytest.fixture
def put() -> Put:
    def store(content: bytes, name: str = "berkas", visibility: str = "public") -> StoredFile:
        checked = accept(SimpleUploadedFile(name, content))
        return actions.store(kept=actions.keep(checked=checked), visibility=visibility)
    return store


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def shut(answer: Any) -> None:
    """Reads to the end; then the client closes it without ending the request, and with it the test's connection."""
    b"".join(answer.streaming_content)
    if answer.file_to_stream:
        answer.file_to_stream.close()


class Form(forms.Form):
    photo = UploadField(allowed=kinds.PICTURES, required=False)


def test_a_photo_is_kept_with_its_thumbnail(put: Put, disk: Path) -> None:
    file = put(photo(), "jalan.jpg")
    assert (file.width, file.height, file.mime, file.visibility) == (1600, 1067, "image/jpeg", "public")
    assert len(lying(disk)) == 2
    main = disk / file.sha256[:2] / file.sha256[2:]
    assert main.stat().st_size == file.size
    assert stat.S_IMODE(main.stat().st_mode) == 0o640


def test_the_same_content_lies_on_the_disk_once(put: Put, disk: Path) -> None:
    one, two = put(PDF, "satu.pdf"), put(PDF, "dua.pdf", "private")
    assert one.sha256 == two.sha256
    assert one.pk != two.pk
    assert len(lying(disk)) == 1


def test_a_file_is_private_unless_said_otherwise() -> None:
    kept = actions.keep(checked=accept(SimpleUploadedFile("a.pdf", PDF)))
    assert actions.store(kept=kept).visibility == Visibility.PRIVATE


def test_erasing_takes_the_bytes_when_nobody_else_has_them(
        put: Put, disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    one, two, picture = put(PDF), put(PDF), put(photo())
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(file=one)
    assert len(lying(disk)) == 3
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(file=two)
        actions.forget(file=picture)
    assert lying(disk) == []


def test_unfinished_uploads_are_swept_after_a_day(put: Put, disk: Path) -> None:
    stored = put(PDF)
    actions.keep(checked=accept(SimpleUploadedFile("a.docx", docx())))
    for path in lying(disk):
        os.utime(path, (1_000_000, 1_000_000))
    actions.keep(checked=accept(SimpleUploadedFile("b.txt", b"baru")))
    assert actions.sweep() == 1
    assert len(lying(disk)) == 2
    assert (disk / stored.sha256[:2] / stored.sha256[2:]).exists()


def test_a_file_that_goes_while_we_look_stops_nobody(put: Put, disk: Path) -> None:
    """An upload that ends just then renames its unfinished file; to whoever asks, it is as a link to nothing."""
    stored = put(PDF)
    (disk / stored.sha256[:2] / ".new-x").symlink_to("gone")
    assert actions.sweep() == 0 and unfinished() is None


def test_an_upload_wanted_again_is_not_swept(put: Put, disk: Path) -> None:
    for _time in range(2):
        actions.keep(checked=accept(SimpleUploadedFile("b.txt", b"lama")))
        assert actions.sweep() == 0
        os.utime(lying(disk)[0], (1_000_000, 1_000_000))
    actions.keep(checked=accept(SimpleUploadedFile("b.txt", b"lama")))
    assert actions.sweep() == 0


def test_a_full_house_says_so(put: Put, settings: Settings) -> None:
    put(PDF)
    settings.FILES_QUOTA = 2 * len(PDF) - 1
    with pytest.raises(NotTaken) as refused:
        put(PDF)
    with override("en"):
        assert "no room" in refused.value.messages[0]


@pytest.mark.parametrize(("code", "words"), [(0, ""), (1, "harmful"), (2, "could not be checked")])
def test_a_scanner_is_asked(put: Put, settings: Settings, disk: Path, code: int, words: str) -> None:
    settings.FILES_SCANNER = f"{sys.executable} -c 'import sys; open(sys.argv[1]).close(); sys.exit({code})'"
    if not words:
        assert put(PDF).pk
        return
    with pytest.raises(NotTaken) as refused:
        put(PDF)
    with override("en"):
        assert words in refused.value.messages[0]
    assert lying(disk) == []


def test_a_missing_scanner_lets_nothing_through(put: Put, settings: Settings) -> None:
    settings.FILES_SCANNER = "/no/such/scanner --quiet"
    with pytest.raises(NotTaken):
        put(PDF)


def test_a_write_that_breaks_leaves_nothing(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        actions.keep(checked=Checked("a.txt", kinds.TXT, b"halo"))
    assert lying(disk) == []


def test_a_public_photo_is_served_in_place(put: Put, client: Client) -> None:
    file = put(photo(), "jalan rusak.jpg")
    answer = client.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == disk.path_of(file.sha256).read_bytes()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="jalan rusak.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(file.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    small = client.get(file.thumbnail_url)
    shut(small)
    assert small["Content-Type"] == "image/webp"
    assert client.get(file.thumbnail_url, headers={"If-None-Match": small["ETag"]}).status_code == 304


@pytest.mark.parametrize(("content", "name", "mime", "way"), [
    (PDF, "rapor.pdf", "application/pdf", "inline"), (docx(), "surat.docx", kinds.DOCX.mime, "attachment"),
    ("<script>é".encode(), "a.txt", "text/plain; charset=utf-8", "attachment"),
    (b"a,b", "a.csv", "text/csv; charset=utf-8", "attachment")])
def test_only_pictures_and_pdf_open_in_the_browser(put: Put, client: Client, content: bytes, name: str, mime: str,
                                                   way: str) -> None:
    answer = client.get(put(content, name).get_absolute_url())
    assert answer["Content-Type"] == mime
    assert answer["Content-Disposition"].startswith(f'{way}; filename="')
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    shut(answer)


def test_a_private_file_is_not_there(put: Put, client: Client) -> None:
    file = put(photo(), "rahasia.jpg", "private")
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(file.thumbnail_url).status_code == 404
    answer = serving.respond(file)
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.has_header("ETag")
    shut(answer)


def test_a_private_copy_does_not_show_its_name_under_the_public_one(put: Put, client: Client) -> None:
    put(PDF, "umum.pdf")
    private = put(PDF, "surat Sari Contoh.pdf", "private")
    assert client.get(private.get_absolute_url()).status_code == 404


def test_publishing_renaming_and_taking_back(put: Put, client: Client) -> None:
    file = actions.show(file=put(PDF, "surat Sari Contoh.pdf", "private"), visibility="public")
    shut(client.get(file.get_absolute_url()))
    old = file.get_absolute_url()
    actions.rename(file=file, name="surat.exe")
    assert StoredFile.objects.get(pk=file.pk).name == "surat.pdf"
    assert client.get(old).status_code == 404
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 200
    shut(answer)
    actions.show(file=file, visibility="private")
    assert client.get(file.get_absolute_url()).status_code == 404


def test_lost_bytes_are_not_found(put: Put, client: Client) -> None:
    file = put(PDF)
    disk.remove(file.sha256)
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(f"{file.get_absolute_url().rsplit('/', 1)[0]}/kecil.webp").status_code == 404


def test_a_form_gives_what_is_kept_or_says_why_not() -> None:
    form = Form({}, {"photo": SimpleUploadedFile("a.png", photo(300, 200, "PNG"))})
    assert form.is_valid()
    assert actions.store(kept=form.cleaned_data["photo"]).name == "a.jpg"
    wrong = Form({}, {"photo": SimpleUploadedFile("a.pdf", PDF)})
    assert not wrong.is_valid()
    with override("en"):
        assert "PDF is not taken here" in str(wrong.errors["photo"])
    none = Form({}, {})
    assert none.is_valid()
    assert none.cleaned_data["photo"] is None
    assert '.jpg' in str(form["photo"])


def test_what_others_point_to_is_not_erased() -> None:
    pointing = list(StoredFile._meta.related_objects)
    assert all(relation.on_delete is models.PROTECT for relation in pointing)
