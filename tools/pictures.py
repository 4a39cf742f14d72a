"""The pictures of docs/tour.md, made from the demo city: `python tools/pictures.py [FOLDER]`.

A site of its own is prepared and started, people of the demo do what the tour tells, and every station is taken twice:
on a phone (360 px, Indonesian) and at a desk (1280 px, English). Everybody in them is invented. The pictures have few
colours and lie as WebP, so that all of them together stay below 1.5 MB.
"""
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(tempfile.mkdtemp(prefix="pendopo-pictures-"))
os.environ |= {"PENDOPO_HOME": str(WORK / "words"), "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings"}
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import django  # noqa: E402  - the paths above come first
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from tests.browser import visitor as someone  # noqa: E402
from tests.browser.site import Site, prepare, running  # noqa: E402
from tests.browser.visitor import Visitor  # noqa: E402

WAYS = (("phone", "id", 1.5), ("desk", "en", 1.0))         # width, language, dots of the picture for a pixel
COLOURS, MOST = 96, 1_500_000
ONLY = sys.argv[2:]                                       # parts, while one of them is being worked on
INSULT = "Kepala bidang itu bodoh dan malas. Papan di desa kami kosong sejak Maret."
ADVERT = "Pinjaman cepat cair tanpa jaminan, hubungi kami sekarang!"


@dataclass
class Stage:
    """The site, who has signed in, and where the pictures go."""
    site: Site
    browser: Browser
    folder: Path
    doors: dict[str, Any] = field(default_factory=dict)

    def come(self, name: str = "", width: str = "desk", language: str = "id", scale: float = 1.0) -> Visitor:
        if name and name not in self.doors:
            first = someone.window(self.browser, self.site, "desk", "id")
            someone.sign_in(Visitor(first.new_page(), "id"), self.site, name)
            self.doors[name] = first.storage_state()
        known = {"storage_state": self.doors[name]} if name else {}
        opened = someone.window(self.browser, self.site, width, language, device_scale_factor=scale,
                                color_scheme="light", **known)
        return Visitor(opened.new_page(), language)

    def take(self, name: str, walk: Callable[[Visitor], Any], who: str = "", at: str = "") -> None:
        """Both ways. `walk` leads to the place; `at`: what the picture begins with."""
        for width, language, scale in WAYS:
            somebody = self.come(who, width, language, scale)
            walk(somebody)
            page = somebody.page
            if at:
                page.locator(at).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)")
            page.evaluate("document.activeElement.blur()")
            page.wait_for_load_state("networkidle")
            keep(page, self.folder / f"{name}-{width}.webp")
            page.context.close()


def keep(page: Page, path: Path) -> None:
    few = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.convert("RGB").save(path, lossless=True, quality=100, method=6)


def citizen(stage: Stage) -> None:
    """Finds a promise, follows it, says something, and is answered."""
    promise = stage.site.commitment("1")
    words = {"id": "puskesmas", "en": "health centres"}
    stage.take("home", lambda one: one.go("/"))
    stage.take("search", lambda one: one.go(f"/cari/?q={words[one.language]}"))
    stage.take("promise", lambda one: one.go(promise["path"]))
    sari = stage.come("sari")
    sari.says(promise["path"], "Di Puskesmas Contoh Kota jadwalnya sekarang cocok. Bagaimana dengan loket gigi?")
    sari.page.get_by_role("article").filter(has_text="loket gigi").get_by_role("link", name=sari.say("Reply")).click()
    dewi = stage.come("dewi")
    dewi.page.goto(sari.page.url)
    dewi.page.get_by_role("radio").nth(1).check()
    dewi.field("Your comment").fill("Terima kasih, Bu Sari. Loket gigi masuk jadwal mulai 1 Desember.")
    dewi.button("Send").click()
    dewi.page.get_by_text("Loket gigi masuk jadwal").first.wait_for()
    sari.go(f"/suara/{promise['code']}/ikuti/")
    sari.page.get_by_role("main").get_by_role("button", name=sari.say("Follow"), exact=True).click()
    sari.told("You follow this.").wait_for()
    stage.site.sealed()
    stage.take("comments", lambda one: one.go(promise["path"]), at="#komentar")
    stage.take("news", lambda one: one.go("/kabar-saya/"), who="sari")
    stage.take("map", lambda one: on_the_map(one, stage.site))


def on_the_map(somebody: Visitor, site: Site) -> None:
    title = site.commitment("3")[{"id": "title", "en": "title_en"}[somebody.language]]
    somebody.go("/peta/")
    drawn = somebody.page.get_by_role("group", name=somebody.say("Map of the records"))
    drawn.get_by_role("button", name=title).press("Enter")
    drawn.get_by_role("link", name=title).wait_for()
    if somebody.page.viewport_size and somebody.page.viewport_size["width"] < 500:
        drawn.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)")


def two_sides(stage: Stage) -> None:
    promise = stage.site.commitment("1")
    stage.take("sides", lambda one: one.go(promise["path"]), at="#tonggak")
    stage.take("report", lambda one: one.go(f"{stage.site.commitment('2')['path']}tonggak/2/lapor/"), who="budi")
    stage.take("assessment", lambda one: one.go(promise["path"]), at="#penilaian")
    stage.take("plan", lambda one: one.go("/rencana-aksi/rencana/NAP4/"), at="main .section")


def moderation(stage: Stage) -> None:
    """Reported by a stranger, looked at, hidden for a rule, objected to, decided by somebody else."""
    promise, site = stage.site.commitment("4"), stage.site
    yanto = stage.come().go("/akun/daftar/")
    someone.sign_up(yanto, site, "Yanto Contoh", "yanto@contoh.example")
    yanto.page.wait_for_url(lambda url: "/akun/" not in url)
    for words in (INSULT, ADVERT):                      # the second one is held by itself: it looks like advertising
        yanto.says(promise["path"], words)
    stranger = stage.come().go(promise["path"])
    stranger.comment(INSULT).get_by_role("link", name=stranger.say("Report")).click()
    stranger.page.get_by_role("radio", name=stranger.say("Insult"), exact=True).check()
    stranger.button("Report").click()
    stranger.heading("Thank you, it is reported").wait_for()
    stage.take("queue", lambda one: one.go("/suara/antrean/"), who="maya", at="main .cards")
    maya = stage.come("maya").go("/suara/antrean/")
    maya.comment(INSULT).get_by_role("checkbox").check()
    maya.field("Rule that they break").select_option(label=maya.say("Insult"))
    maya.field("In your own words (everybody can read this)").fill("Menyerang orangnya, bukan pekerjaannya.")
    maya.button("Hide").click()
    yanto.go("/suara/saya/")
    yanto.link("Object").click()
    yanto.field("Why should your comment be shown?").fill("Yang saya maksud papan yang kosong.")
    yanto.button("Send the objection").click()
    nina = stage.come("nina").go("/suara/antrean/?state=appealed")
    nina.comment("Yanto Contoh").last.get_by_role("link").first.click()
    nina.page.get_by_role("radio", name=nina.say("It stays hidden")).check()
    nina.field("Why?").fill("Papan yang kosong dapat ditulis lagi tanpa kata bodoh.")
    nina.button("Decide").click()
    nina.told("Decided. The author is told.").wait_for()
    stage.take("log", lambda one: one.go("/suara/moderasi/"), at="main .cards")


def proof(stage: Stage) -> None:
    promise = stage.site.commitment("1")
    stage.site.sealed()
    stage.take("timeline", lambda one: one.go(promise["path"]), at="#linimasa")
    stage.take("ledger", lambda one: one.go("/buku-besar/"))
    file = WORK / "bukti.json"
    reader = stage.come().go(promise["path"])
    with reader.page.expect_download() as saved:
        reader.page.locator("#linimasa").get_by_role("listitem").nth(1).get_by_role("link").last.click()
    saved.value.save_as(file)

    def check(somebody: Visitor) -> None:
        somebody.go("/buku-besar/periksa/")
        somebody.field("Proof file").set_input_files(file)
        somebody.button("Check").click()
        somebody.told("The proof holds").wait_for()

    stage.take("proof", check)


def front(folder: Path) -> None:
    """The one picture of the README: the map at a desk, and a promise on a phone."""
    desk, phone = (Image.open(folder / f"{name}.webp") for name in ("map-desk", "sides-phone"))
    phone = phone.resize((round(phone.width * desk.height / phone.height), desk.height), Image.Resampling.LANCZOS)
    both = Image.new("RGB", (desk.width + 24 + phone.width, desk.height), "white")
    both.paste(desk, (0, 0))
    both.paste(phone, (desk.width + 24, 0))
    few = both.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    few.save(folder / "front.webp", lossless=True, quality=100, method=6)


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    prepare(WORK / "prepared")
    with running(WORK / "prepared") as site, sync_playwright() as play:
        browser = someone.start(play)
        stage = Stage(site, browser, folder)
        for part in [one for one in (citizen, two_sides, moderation, proof) if not ONLY or one.__name__ in ONLY]:
            part(stage)
        browser.close()
    front(folder)
    size = sum(one.stat().st_size for one in folder.glob("*.webp"))
    print(f"{len(list(folder.glob('*.webp')))} pictures, {size / 1000:.0f} kB of {MOST / 1000:.0f}")
    return size > MOST


if __name__ == "__main__":
    sys.exit(main())
