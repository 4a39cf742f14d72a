"""The check of both languages sees what no catalog holds: words that stand bare in a page or in a letter."""
import pytest
from tools.messages import bare


@pytest.mark.parametrize(("template", "words"), [
    ("<p>{{ _('Reports') }}</p><code>pip install x</code>", []),
    ("<p>{% trans count=n %}There are {{ count }} reports.{% endtrans %} CSV · JSON</p>", []),
    ("{% blocktranslate %}Your code: {{ code }}{% endblocktranslate %}\n{# for those who build #}", []),
    ("<h1>Laporan warga</h1>", ["Laporan", "warga"]),
    ("<img alt=\"Peta desa\" src=\"{{ src }}\">", ["Peta", "desa"]),
    ("{% if here %}Selamat datang, {{ name }}.{% endif %}", ["Selamat", "datang"]),
    ("<input placeholder=\"Search\" aria-label=\"{{ _('Search') }}\">", ["Search"])])
def test_words_outside_of_both_languages_are_named(template: str, words: list[str]) -> None:
    assert bare(template) == words
