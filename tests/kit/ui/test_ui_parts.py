"""What each part promises to somebody who cannot see it: roles, names, words."""

from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

FIRST = datetime(2017, 3, 27, 12, 0, tzinfo=UTC)


def test_a_state_speaks_by_colour_icon_and_word(draw, elements):
    for tone in ("neutral", "waiting", "going", "good", "late", "bad", "private"):
        html = draw('{{ ui.tag("Kata", tone) }}', tone=tone)
        assert [tag for tag, _ in elements(html)] == ["span", "svg", "path"]
        assert f'class="tag {tone}"' in html and html.endswith("Kata</span>") and 'aria-hidden="true"' in html


def test_a_button_submits_and_a_link_leads(draw):
    assert draw('{{ ui.button("Kirim", name="go", value="1") }}') == (
        '<button class="button main" name="go" value="1"><span>Kirim</span></button>'
    )
    assert draw('{{ ui.link_button("Buka", "/x/") }}') == '<a class="button plain" href="/x/"><span>Buka</span></a>'
    assert 'href="javascript' not in draw('{{ ui.link_button("x", "/x/?a=<b>&c") }}')


def test_words_of_people_are_escaped(draw):
    assert "<b>" not in draw('{{ ui.card({"title": "<b>", "address": "/", "summary": "<b>", "meta": ["<b>"]}) }}')
    assert "<i>x</i>" in draw('{{ ui.facts([("a", body)]) }}', body=Markup("<i>x</i>"))


def test_a_notice_is_read_out_only_when_it_answers_an_act(draw):
    assert "role=" not in draw('{{ ui.notice("info", "Kantor tutup") }}')
    assert 'role="status"' in draw('{{ ui.notice("success", "Tersimpan", live=true) }}')
    bad = draw('{{ ui.notice("error", "Gagal", live=true) }}')
    assert 'role="alert"' in bad and "Kesalahan:" in bad
    assert "<p>isi</p>" in draw('{% call ui.notice("info") %}<p>isi</p>{% endcall %}')


def test_a_card_draws_what_it_has(draw, elements):
    bare = draw('{{ ui.card({"title": "Judul", "address": "/a/"}) }}')
    assert [tag for tag, _ in elements(bare)] == ["article", "h3", "a"]
    full = draw(
        '{{ ui.card({"title": "T", "address": "/a/", "lang": "en", "state": {"text": "Selesai", "tone": "good"}}, 2) }}'
    )
    assert '<a href="/a/" lang="en">' in full and "<h2" in full and "Selesai" in full


def test_objects_serve_as_well_as_dicts(draw):
    class Record:
        title, address = "Judul", "/a/"

    assert '<a href="/a/">Judul</a>' in draw("{{ ui.card(item) }}", item=Record())


def test_a_key_wins_over_the_dicts_own_methods(draw):
    assert (
        draw("{{ item.clear }} {{ item.items }} {{ item.missing|default('-') }}", item={"clear": 1, "items": 2})
        == "1 2 -"
    )
    assert draw("{% for key, value in item.items() %}{{ key }}{{ value }}{% endfor %}", item={"a": 1}) == "a1"


def test_an_empty_list_says_why(draw):
    html = draw('{{ ui.list_of_cards([], "Belum ada laporan", "Kirim yang pertama.") }}')
    assert "Belum ada laporan" in html and "<ul" not in html


def test_the_breadcrumb_ends_here(draw):
    html = draw('{{ ui.breadcrumb([{"name": "Beranda", "address": "/"}, {"name": "Ini"}]) }}')
    assert 'aria-label="Anda di sini"' in html and '<span aria-current="page">Ini</span>' in html


def test_the_pager_goes_by_key(draw):
    html = draw('{{ ui.pager(older="?before=a", newer="?after=b", jump={"address": "/l/", "hidden": [("q", "x")]}) }}')
    assert 'rel="next" href="?before=a"' in html and 'rel="prev" href="?after=b"' in html
    assert '<input type="hidden" name="q" value="x">' in html and 'type="date"' in html
    assert draw("{{ ui.pager() }}") == ""


def test_filters_stand_in_the_address(draw, elements):
    spec = {
        "address": "/l/",
        "search": {"name": "q", "value": "jalan"},
        "hidden": [("kind", "report")],
        "selects": [{"name": "state", "label": "Keadaan", "value": "b", "choices": [("", "Semua"), ("b", "B")]}],
        "checks": [
            {"label": "Tampilkan", "boxes": [{"name": "late", "value": "1", "label": "telat", "checked": True}]}
        ],
        "active": 2,
        "clear": "/l/?",
        "total": "24 laporan",
    }
    html = draw("{{ ui.filters(spec) }}", spec=spec)
    form = elements(html)[0]
    assert form[0] == "form" and form[1]["role"] == "search" and "method" not in form[1]
    assert '<option value="b" selected>B</option>' in html and 'value="1" checked' in html
    assert '<details class="filters-more" open>' in html and 'href="/l/?"' in html and "24 laporan" in html
    for tag, given in elements(html):
        if tag in ("select", "input") and given.get("type") not in ("hidden", "checkbox"):
            assert f'for="{given["id"]}"' in html
    free = draw("{{ ui.filters(spec) }}", spec=spec | {"active": 0})
    assert " open>" not in free and "Hapus saringan" not in free


def test_tabs_name_the_one_you_are_on(draw):
    html = draw(
        '{{ ui.tabs([{"name": "A", "address": "/a", "current": true, "count": 1224},'
        ' {"name": "B", "address": "/b"}], "Keadaan") }}'
    )
    assert 'aria-label="Keadaan"' in html and html.count('aria-current="page"') == 1 and "1.224" in html


def test_the_timeline_names_day_hour_actor_and_ledger_line(draw):
    html = draw(
        "{{ ui.timeline(items) }}",
        items=[
            {
                "moment": FIRST,
                "actor": "Sari Contoh",
                "sentence": "mengirim laporan.",
                "entry": {"number": 10311, "address": "/l/"},
            },
            {"moment": date(2017, 3, 20), "actor": "B", "sentence": "x"},
            {"moment": "2017", "actor": "C", "sentence": "y"},
        ],
    )
    assert '<time datetime="2017-03-27T19:00+07:00">Senin, 27 Maret 2017 pukul 19.00 WIB</time>' in html
    assert "<strong>Sari Contoh</strong> mengirim laporan." in html
    assert '<a href="/l/">baris buku besar no. 10.311</a>' in html
    assert (
        '<time datetime="2017-03-20">Senin, 20 Maret 2017</time>' in html
        and '<time datetime="2017">2017</time>' in html
    )


def test_two_sides_stand_side_by_side_and_silence_is_said(draw):
    one = {
        "tag": {"text": "Selesai", "tone": "good"},
        "body": Markup("<p>Terbit.</p>"),
        "who": "Bappeda Contoh",
        "moment": date(2017, 6, 30),
    }
    html = draw("{{ ui.two_sides(one, none) }}", one=one)
    assert 'aria-label="Pemerintah"' in html and 'aria-label="Masyarakat sipil"' in html
    assert "Jumat, 30 Juni 2017" in html and "Belum menyatakan apa pun." in html and "berbeda" not in html
    assert "Kedua pihak berbeda" in draw("{{ ui.two_sides(one, one, differs=true) }}", one=one)


def test_a_comment_and_its_replies(draw):
    item = {
        "id": "c1",
        "author": "Sari Contoh",
        "moment": FIRST,
        "body": Markup("<p>Apa?</p>"),
        "supports": 1,
        "lang": "en",
        "links": [{"text": "Balas", "address": "/b/"}],
        "replies": [
            {"id": "c2", "author": "Budi", "moment": FIRST, "body": "ya", "official": True, "side": "government"},
            {"id": "c3", "author": "X", "moment": FIRST, "body": "rahasia", "hidden": "nomor pribadi"},
        ],
    }
    html = draw("{{ ui.comments([item]) }}", item=item)
    assert html.count("<article") == 3 and ">SC</span>" in html and 'lang="en"' in html and "1 dukungan" in html
    assert "(komentar Sari Contoh)" in html, "a link says whose comment it acts on"
    assert "Jawaban resmi" in html and "rahasia" not in html and "Disembunyikan moderator: nomor pribadi" in html


def test_a_table_names_rows_and_columns(draw, elements):
    html = draw('{{ ui.table("Judul", ["Dinas", "Pagu"], [["A", 1234567]], numeric=[1], foot=["Jumlah", 1234567]) }}')
    assert html.count('scope="col"') == 2 and html.count('scope="row"') == 2
    assert 'role="region" tabindex="0" aria-label="Judul"' in html and html.count("1.234.567") == 2
    stacked = draw('{{ ui.table("Judul", ["Tugas", "Tahun"], [["A", 2017]], stack=true) }}')
    assert 'data-head="Tahun">2017<' in stacked and "tabindex" not in stacked
    assert all(
        given.get("role") for tag, given in elements(stacked) if tag in ("table", "tr", "td", "th", "thead", "tbody")
    )


def test_a_table_of_data_shows_each_cell(draw):
    rows = [[f"r{i}", f"<{i}>"] for i in range(3)]
    html = draw('{{ ui.table("t", ["a", "b"], rows) }}', rows=rows)
    assert all(f"&lt;{i}&gt;" in html for i in range(3))


def test_progress_and_shares_say_their_numbers(draw, elements):
    html = draw('{{ ui.progress(3, 8, "tonggak selesai") }}')
    assert "3 dari 8" in html and '<progress value="3" max="8" aria-label="tonggak selesai">' in html
    bar = draw(
        '{{ ui.stacked_bar([{"label": "selesai", "value": 1, "tone": "good"},'
        ' {"label": "telat", "value": 3, "tone": "late"},'
        ' {"label": "baru", "value": 0, "tone": "neutral"}], "Tonggak") }}'
    )
    assert 'role="group" aria-label="Tonggak"' in bar
    widths = [given["width"] for tag, given in elements(bar) if tag == "rect" and "part" in given["class"]]
    assert widths == ["25.0%", "75.0%"] and bar.count("<li") == 3


def test_what_is_missing_is_left_empty_in_a_bar(draw):
    parts = ('[{"label": "selesai", "value": 1, "tone": "good"},'
             ' {"label": "tanpa laporan", "value": 3, "tone": "missing"}]')
    bar = draw("{{ ui.stacked_bar(" + parts + ', "Tonggak") }}')
    assert 'class="part missing"' in bar and "<strong>3</strong> tanpa laporan" in bar


def test_a_clock_says_day_state_and_how(draw):
    html = draw('{{ ui.clock(due, "late", "terlambat 3 hari kerja", how="/hitung/") }}', due=date(2023, 5, 2))
    for words in ("Selasa, 2 Mei 2023", "terlambat 3 hari kerja", 'href="/hitung/"', "Tenggat"):
        assert words in html


def test_steps_say_where_one_stands(draw):
    html = draw('{{ ui.steps(["A", "B", "C"], 2) }}')
    assert "Langkah 2 dari 3" in html and html.count('aria-current="step"') == 1 and "selesai:" in html


def test_files_say_kind_and_size_before_they_are_opened(draw):
    html = draw(
        '{{ ui.file_list([{"name": "a.pdf", "address": "/f/", "kind": "pdf", "size": 1240000, "digest": "ab12"}]) }}'
    )
    assert "PDF, 1,2 MB" in html and "<code>ab12</code>" in html


def test_a_map_names_its_list(draw):
    html = draw('{{ ui.map_box("/titik.geojson", "daftar") }}')
    assert 'data-map="/titik.geojson"' in html and 'href="#daftar"' in html and "Daftar memuat tempat yang sama" in html


def test_a_square_code_has_a_name(draw, elements):
    svg = elements(draw('{{ ui.qr("https://contoh.example/", "Laporan ini") }}'))[1]
    assert svg[1]["role"] == "img" and svg[1]["aria-label"] == "Kode QR: Laporan ini"


def test_what_cannot_be_undone_asks_first(draw):
    html = draw(
        '{{ ui.confirm(token, "Hapus?", "Tidak dapat dibatalkan.", "Ya, hapus", "/k/") }}',
        token=Markup('<input name="t">'),
    )
    assert html.count("<h1") == 1 and 'method="post"' in html and '<input name="t">' in html and 'href="/k/"' in html


def test_a_missing_name_is_an_error_not_a_gap(draw):
    with pytest.raises(UndefinedError):
        draw("{{ nobody }}")
    with pytest.raises(UndefinedError):
        draw("{{ ui.card({'title': 'x'}) }}")


@pytest.mark.parametrize(
    ("name", "sign"), [("Sari Contoh", "SC"), ("Sari", "S"), ("sari ayu contoh", "SC"), ("", "?"), ("( )", "?")]
)
def test_initials(draw, name, sign):
    assert f">{sign}</span>" in draw("{{ ui.avatar(name) }}", name=name)
