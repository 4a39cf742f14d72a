"""What a reader of a sheet could not keep: named row by row, in plain words, never with a person's words in them."""
from collections import Counter
from dataclasses import dataclass, field

KEPT = 1_000                    # problems kept in full; all are counted
SHOWN = 60                      # characters of a value

# code -> (Indonesian, English); {column} and {value} are filled in
SENTENCES: dict[str, tuple[str, str]] = {
    "id_missing": ("tidak ada nomor laporan, baris dilewati", "there is no tracking number, the row is left out"),
    "twice": ("nomor {value} sudah ada di baris sebelumnya, baris dilewati",
              "number {value} stands in an earlier row, the row is left out"),
    "date_missing": ("tanggal kosong, baris dilewati", "the date is empty, the row is left out"),
    "date_unreadable": ("tanggal tidak terbaca ({value}), baris dilewati",
                        "the date cannot be read ({value}), the row is left out"),
    "date_dropped": ("tanggal tidak terbaca ({value}), dikosongkan", "the date cannot be read ({value}), left empty"),
    "date_without_zone": ("tanggal tanpa zona waktu ({value}), dibaca sebagai waktu setempat",
                          "a date without a zone ({value}), read as local time"),
    "text_missing": ("isi laporan kosong, baris dilewati", "the report has no text, the row is left out"),
    "type_unknown": ("tipe laporan tidak dikenal ({value}), dianggap rahasia dan anonim",
                     "type of report not known ({value}), taken as secret and anonymous"),
    "kind_unknown": ("klasifikasi tidak dikenal ({value}), disimpan apa adanya",
                     "classification not known ({value}), kept as it stands"),
    "status_unknown": ("status tidak dikenal ({value}), disimpan apa adanya",
                       "status not known ({value}), kept as it stands"),
    "number_dropped": ("bukan angka yang masuk akal ({value}), dikosongkan",
                       "no sensible number ({value}), left empty"),
    "row_unreadable": ("baris rusak, dilewati", "the row is broken and left out"),
    "cut": ("teks lebih panjang dari {value} huruf, dipotong", "text longer than {value} characters, cut"),
    "column_missing": ("kolom ini tidak ada di berkas", "this column is not in the file"),
    "column_unknown": ("kolom tidak dikenal, isinya disimpan tanpa diolah", "column not known, kept but not used"),
    "column_twice": ("kolom ini ada dua kali, yang kedua disimpan tanpa diolah",
                     "this column is there twice, the second is kept but not used"),
    "type_column_missing": ("kolom tipe laporan tidak ada: semua baris dianggap rahasia dan anonim",
                            "there is no column for the type of report: all rows are taken as secret and anonymous"),
}


@dataclass(frozen=True)
class Problem:
    """One thing in a row that could not be taken over (grave: the row is left out) or not as it is written."""
    line: int                      # as a spreadsheet counts rows; 0 for the file as a whole
    column: str
    code: str
    value: str = ""                # never what a person wrote or is called
    grave: bool = False


def explain(problem: Problem, language: str = "id") -> str:
    """ "Baris 12, kolom Tanggal Laporan Masuk: tanggal tidak terbaca (31 Feb 2026), baris dilewati." """
    sentence = SENTENCES[problem.code][language != "id"].format(value=problem.value)
    row, column = ("Row", "column") if language != "id" else ("Baris", "kolom")
    where = [f"{row} {problem.line}"] if problem.line else []
    if problem.column:
        where.append(f"{column} {problem.column}" if where else f"{column[0].upper()}{column[1:]} {problem.column}")
    return f"{', '.join(where)}: {sentence}." if where else f"{sentence[0].upper()}{sentence[1:]}."


@dataclass
class Loss:
    """The report of one reading. It grows while rows are read."""
    rows: int = 0
    taken: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)      # (code, column)
    problems: list[Problem] = field(default_factory=list)                  # the first ones

    @property
    def left_out(self) -> int:
        return self.rows - self.taken

    def add(self, line: int, column: str, code: str, value: str = "", grave: bool = False) -> None:
        self.counts[code, column] += 1
        if len(self.problems) < KEPT:
            shown = value if len(value) <= SHOWN else f"{value[:SHOWN - 1]}…"
            self.problems.append(Problem(line, column, code, shown, grave))

    def summary(self, language: str = "id") -> list[str]:
        """How many rows were taken, then each sort of problem once with its count."""
        first = (f"{self.taken} of {self.rows} rows were taken." if language != "id"
                 else f"{self.taken} dari {self.rows} baris diambil.")
        lines = [first]
        for (code, column), count in self.counts.most_common():
            lines.append(f"{count} × {explain(Problem(0, column, code, '…'), language)}")
        return lines
