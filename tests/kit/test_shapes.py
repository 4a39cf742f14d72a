"""What tells who somebody is comes from the country: the same text, read in two countries; and a file that cannot be
meant is named with its line. All people and numbers are invented."""
import shutil
from pathlib import Path

import pytest

from pendopo import kit
from pendopo.analysis.redaction import file_name, find, redacted
from pendopo.kit.country import Malformed
from pendopo.kit.shapes import SHAPES, WORDS, read

INDONESIA = Path(str(kit.__path__[0])).parent / "packs" / "indonesia"
EXEMPLO = Path(__file__).resolve().parents[1] / "packs" / "exemplo"
there = read(EXEMPLO, "pt")


@pytest.mark.parametrize(("text", "shown"), [
    ("O meu NIF é 123 456 789, obrigado", "O meu NIF é [NIF], obrigado"),
    ("contribuinte 123.456.789", "contribuinte [NIF]"), ("É 123456789.", "É [NIF]."),
    ("um dois três quatro cinco seis sete oito nove", "[NIF]"),
    ("cento e vinte e três, quatrocentos e cinquenta e seis, setecentos e oitenta e nove", "[NIF]"),
    ("NIF: 12345678O", "NIF: [NIF]"),                            # mistyped, but it is called one
    ("Cartão de cidadão 198503071234", "Cartão de cidadão [cartão]"),
    ("número de utente 1234567897", "número de utente [utente]"),
    ("O carro EX-12-34 fugiu", "O carro [matrícula] fugiu"), ("mota ex 12 34", "mota [matrícula]"),
    ("ligue para o 7721 2345", "ligue para o [telefone]"), ("+670 7721 2345", "[telefone]"),
    ("telemóvel sete sete dois um dois três quatro cinco", "telemóvel [telefone]"),
    ("NIB 000100021234567890154", "NIB [conta]"),
    ("ana.inventada arroba correio ponto xe", "[correio]"),
    ("O Sr. Bento Exemplar não veio", "O Sr. [nome] não veio"),
    ("a minha vizinha Nela Zorbina caiu", "a minha vizinha [nome] caiu"),
    ("o meu nome é rita exemplar", "o meu nome é [nome]")])
def test_another_country_has_its_own_numbers_and_words(text, shown):
    assert redacted(text, there) == shown
    assert redacted(shown, there) == shown


@pytest.mark.parametrize("text", [
    "O pedido 123456788 espera", "referência 198503071234", "pedido 1234567897", "ligue 112",
    "Na Rua Bento Exemplar, Escola Marta Silva e Hospital Dona Teresa", "E$ 1.234.567 e 12.345.678",
    "geral@exemplo.xe", "A Presidente da Câmara e a médica do posto", "O EX 12 34 está na lista",
    "No dia 7 de março de 2027, às 19h30, dezassete pessoas em vinte e três casas",
    "NIK 3201011205909001", "Mobil B 1234 XYZ", "satu dua tiga empat lima enam tujuh delapan sembilan"])
def test_what_is_nobodys_there_stays(text):
    assert find(text, there) == []


def test_a_number_of_one_country_is_none_in_another():
    here = read(INDONESIA, "id")
    text = "NIK 3201011205909001, NIF 123 456 789, mobil B 1234 XYZ, carro EX-12-34"
    assert [one.sort for one in find(text, here)] == ["nik", "plate"]
    assert [one.sort for one in find(text, there)] == ["nif", "plate"]
    assert file_name("CC_Rita_Exemplar_123456789.jpg", there) == "CC_oculto_oculto.jpg"
    assert here.called["kk"]["en"] == "family card number (KK)" and there.called["nif"]["pt"] == "número fiscal (NIF)"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXEMPLO, tmp_path / "pack"))


@pytest.mark.parametrize(("old", "new", "why"), [
    ("[plates]", "[plattes]", "is not known here"), ("[number nif]", "[number n-f]", "is not known here"),
    ("[mails]", "[phones]", "stands there twice"), ("groups: 8 4\n", "group: 8 4\n", "no line of this section"),
    ("mark: [NIF]\n", "mark [NIF]\n", "no line of this section"), ("begins: 67\n", "", "begins is missing"),
    ("law: Lei de Exemplo 7/2014, anexo\n", "", "law is missing"), ("alone: yes\n", "alone: yes\nalone: no\n", "twice"),
    ("part: [1-9]", "part: [1-9", "no pattern"), ("checksum: mod11 9 8", "checksum: mod11 9", "wrong shape"),
    ("checksum: luhn", "checksum: loon", "wrong shape"), ("groups: 3 3 3\n", "groups: 3 3 x\n", "wrong shape"),
    ("groups: 8 4\n", "groups: 8 5\n", "wrong shape"), ("date: YYYYMMDD", "date: YYYYMMD", "wrong shape"),
    ("digits: 8-21", "digits: 21-8", "wrong shape"), ("mobile: 8-8 7[2-8]", "mobile: 8 7[2-8]", "wrong shape"),
    ("name: en tax number (NIF)\n", "", "wrong shape"), ("alone: yes\n", "like: cartao\n", "wrong shape"),
    ("filler: com", "word: ex\nfiller: com", "wrong shape"),
    ("alone: yes\n", "alone: yes\ngiven: 12 3\n", "wrong shape"), ("alone: yes\n", "alone: Yes\n", "wrong shape"),
    ("alone: yes\n", "alone: yes\ngiven: 12 09-03\n", "wrong shape"), ("YYYYMMDD", "YYYYMMDD 70", "wrong shape"),
    ("glued: nif|n", "glued: nif||n", "nothing stands"), ("called: nif|", "called: |nif|", "nothing stands"),
    ("[digits]\n", "[file names]\n", "stands there twice"), ("\n5: cinco\n", "\n", "5 is missing"),
    ("[number nif]", "[number phone]", "is not known here"), ("part: [1-9]", "part: (?i)[1-9]", "no pattern")])
def test_a_file_that_cannot_be_meant_is_named_with_its_line(pack, old, new, why):
    file = pack / SHAPES
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Malformed, match=rf"shapes\.txt: Line \d+.*{why}"):
        read(pack, "pt")


def test_the_line_is_the_one_that_is_wrong(pack):
    file = pack / SHAPES
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index("part: \\d{10}")
    file.write_text("\n".join([*lines[:at], "part: (\\d{10}", *lines[at + 1:]]), encoding="utf-8")
    with pytest.raises(Malformed, match=rf"Line {at + 1}:"):
        read(pack, "pt")


@pytest.mark.parametrize(("change", "why"), [
    (lambda file: file.unlink(), "This file is missing"),
    (lambda file: file.write_text("ana bento\n"), "Line 1: there is no list"),
    (lambda file: file.write_text("# x\n[given]\nana\n[giben]\n"), "Line 4: there is no list")])
def test_so_are_lists_of_names(pack, change, why):
    change(pack / WORDS)
    with pytest.raises(Malformed, match=rf"names\.txt: {why}"):
        read(pack, "pt")


def test_without_words_for_digits_no_pack_is_read(pack):
    file = pack / SHAPES
    text = file.read_text(encoding="utf-8")
    file.write_text(text[:text.index("[digits]")] + text[text.index("[number nif]"):], encoding="utf-8")
    with pytest.raises(Malformed, match="0 is missing"):
        read(pack, "pt")


def test_without_mobile_numbers_no_pack_is_read(pack):
    file = pack / SHAPES
    file.write_text(file.read_text(encoding="utf-8").replace("mobile: ", "line: "), encoding="utf-8")
    with pytest.raises(Malformed, match="mobile is missing"):
        read(pack, "pt")
