"""Makes packs/indonesia/calendar.json from the `holidays` package and the joint decrees known by number.

    python tools/make_calendar.py            # safe to run twice: an unchanged calendar keeps its version

Run it after a new joint decree, with a newer `holidays`; then add the decree's numbers to DECREES below. Due dates that
were promised keep their calendar version; open ones are recomputed and never get shorter.

Sources. Days: PyPI `holidays`, country ID, categories public and government (cuti bersama). Numbers of the joint
decrees (SKB of the ministers of religious affairs, manpower and civil-service reform, in this order): the decrees and
reports of them, as linked in SOURCES; where none was seen, the law reads "unsourced".
"""
import hashlib
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import holidays

TARGET = Path(__file__).resolve().parent.parent / "src/pendopo/packs/indonesia/calendar.json"
FIRST, LAST = 2015, 2030
UNSOURCED = "unsourced"

DECREES = {
    2017: "SKB 135/2016, 109/2016, 01/SKB/MENPANRB/04/2016, diubah SKB 684/2016, 302/2016, SKB/02/MENPAN-RB/11/2016",
    2018: "SKB 707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017",
    2020: "SKB 728/2019, 213/2019, 01/2019, terakhir diubah SKB 744/2020, 05/2020, 06/2020",
    2021: "SKB 642/2020, 4/2020, 4/2020, terakhir diubah SKB 712/2021, 1/2021, 3/2021",
    2022: "SKB 963/2021, 3/2021, 4/2021, diubah SKB 375/2022, 1/2022, 1/2022 dan SKB 678/2022, 2/2022, 2/2022",
    2023: "SKB 1066/2022, 3/2022, 3/2022, diubah SKB 327/2023, 1/2023, 1/2023 dan SKB 624/2023, 2/2023, 2/2023",
    2024: "SKB 855/2023, 3/2023, 4/2023",
    2025: "SKB 1017/2024, 2/2024, 2/2024, diubah SKB 933/2025, 1/2025, 3/2025",
}
SOURCES = {
    2017: "id.scribd.com/document/353102925", 2018: "slideshare.net/slideshow/skb20181/93915250",
    2020: "setkab.go.id/pemerintah-keluarkan-skb-3-menteri-hapus-tiga-hari-cuti-bersama-2020",
    2021: "finance.detik.com d-5611871", 2022: "kabar24.bisnis.com/read/20220709/15/1552997",
    2023: "naikpangkat.com/?p=49735; aceh.tribunnews.com/2023/06/20", 2024: "id.scribd.com/document/670938190",
    2025: "jpnn.com/news/27-hari-libur-nasional-cuti-bersama-2025; bloombergtechnoz.com/detail-news/80059",
}
ELECTIONS = {                                # presidential decisions as cited by holidays 0.109
    date(2015, 12, 9): "Keppres 25/2015", date(2017, 2, 15): "Keppres 3/2017", date(2018, 6, 27): "Keppres 15/2018",
    date(2019, 4, 17): "Keppres 10/2019", date(2020, 12, 9): "Keppres 22/2020", date(2024, 2, 14): "Keppres 10/2024",
    date(2024, 11, 27): UNSOURCED,
}
ADDED = {                                    # days that the decree of DECREES did not name
    date(2017, 6, 23): UNSOURCED, date(2018, 6, 11): UNSOURCED, date(2018, 6, 12): UNSOURCED,
    date(2018, 6, 20): UNSOURCED,
    date(2019, 6, 3): "Keppres 13/2019", date(2019, 6, 4): "Keppres 13/2019", date(2019, 6, 7): "Keppres 13/2019",
}
STANDING = {2015: UNSOURCED, 2024: "Keppres 8/2024"}      # the list of public holidays itself, where no decree is known
PROVISIONAL_YEARS = [
    {"year": 2027, "why_id": "Tanggal Idulfitri dan Iduladha masih perkiraan.",
     "why_en": "The dates of Eid are still estimates."},
    *({"year": year, "why_id": "Cuti bersama belum ditetapkan.",
       "why_en": "Collective leave has not been decreed."} for year in range(2028, LAST + 1)),
]
ESTIMATED = re.compile(r" \((?:perkiraan|estimated)\)")


def names(language: str, category: str) -> dict[date, str]:
    years = range(FIRST, LAST + 1)
    return dict(holidays.country_holidays("ID", years=years, categories=(category,), language=language))


def law(day: date, sort: str) -> str:
    if day in ELECTIONS or day in ADDED:
        return ELECTIONS.get(day) or ADDED[day]
    if day.year in DECREES:
        return DECREES[day.year]
    return STANDING[max(year for year in STANDING if year <= day.year)] if sort == "public" else UNSOURCED


def rows() -> list[dict[str, Any]]:
    made = []
    for category, sort in (("public", "public"), ("government", "collective_leave")):
        indonesian, english = names("id", category), names("en_US", category)
        for day, name in indonesian.items():
            made.append({
                "day": day.isoformat(),
                "name_id": ESTIMATED.sub("", name).replace("Pegangti", "Pengganti"),      # a slip upstream
                "name_en": ESTIMATED.sub("", english[day]).replace("Joint Holiday", "collective leave")
                .replace("(observed)", "(substitute)"),
                "sort": sort, "law": law(day, sort), "provisional": "perkiraan" in name})
    return sorted(made, key=lambda row: (row["day"], row["sort"]))


def plainly(row: dict[str, Any]) -> dict[str, Any]:
    """With the names that a pack uses; the version is still that of the old ones, so that it does not change."""
    return {key.removesuffix("_id"): value for key, value in row.items()}


def main() -> None:
    days = rows()
    mark = hashlib.sha256(json.dumps([days, PROVISIONAL_YEARS], sort_keys=True).encode()).hexdigest()[:8]
    if TARGET.exists() and json.loads(TARGET.read_text())["version"].endswith(mark):
        sys.stdout.write("unchanged\n")
        return
    lines = ",\n".join("  " + json.dumps(plainly(row), ensure_ascii=False) for row in days)
    head = {"version": f"{date.today().isoformat()}-{mark}", "first_year": FIRST, "last_year": LAST,
            "from": f"holidays {holidays.__version__} (MIT), categories public and government",
            "sources": {str(year): source for year, source in SOURCES.items()}, "week": [0, 1, 2, 3, 4],
            "weekdays": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
            "provisional_years": [plainly(row) for row in PROVISIONAL_YEARS]}
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "days": [\n' + lines + "\n ]\n}\n"
    json.loads(text)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{head['version']}: {len(days)} days\n")


if __name__ == "__main__":
    main()
