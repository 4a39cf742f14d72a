"""Every kind of control has one label, and hint and error are tied to it; what was typed comes back."""

import pytest
from django import forms
from django.utils.translation import override

from pendopo.kit.ui.gallery import Sampler, filled


def ids(found):
    return [given["id"] for _, given in found if "id" in given]


@pytest.mark.parametrize("name", list(Sampler.base_fields))
def test_each_control_is_labelled_and_described(draw, elements, name):
    for form in (Sampler(), filled()):
        found = elements(draw("{{ ui.field(form[name]) }}", form=form, name=name))
        labels = [given["for"] for tag, given in found if tag == "label"]
        controls = [given for tag, given in found if tag in ("input", "select", "textarea")]
        assert sorted(labels) == sorted(given["id"] for given in controls)
        assert len(ids(found)) == len(set(ids(found)))
        for _, given in found:
            for target in given.get("aria-describedby", "").split():
                assert target in ids(found)


def test_an_error_stands_at_its_field_and_in_the_summary(draw, elements):
    html = draw("{{ ui.form_errors(form) }}{{ ui.fields(form) }}", form=filled())
    found = elements(html)
    assert found[0][1] == {"class": "notice bad", "role": "alert", "tabindex": "-1", "data-focus": ""}
    targets = [given["href"][1:] for tag, given in found if tag == "a"]
    assert targets == ["wrong_title", "wrong_when", "wrong_where", "wrong_shown_0"]
    assert set(targets) <= set(ids(found))
    title = next(given for _, given in found if given.get("id") == "wrong_title")
    assert title["aria-invalid"] == "true" and title["aria-describedby"] == "wrong_title_helptext wrong_title_error"
    assert "Tuliskan judul dengan kata-kata." in html and "Lampu jalan padam" in html and 'value="?"' in html


def test_no_errors_no_summary(draw):
    assert draw("{{ ui.form_errors(form) }}", form=Sampler()) == ""


def test_groups_are_fieldsets(draw, elements):
    for name in ("shown", "topics"):
        found = elements(draw("{{ ui.field(form[name]) }}", form=Sampler(), name=name))
        assert [tag for tag, _ in found][:2] == ["fieldset", "legend"]


def test_what_is_not_required_says_so(draw):
    assert "(tidak wajib)" in draw('{{ ui.field(form["cost"]) }}', form=Sampler())
    assert "(optional)" in draw('{{ ui.field(form["cost"]) }}', language="en", form=Sampler())
    assert "(tidak wajib)" not in draw('{{ ui.field(form["title"]) }}', form=Sampler())
    assert "(tidak wajib)" not in draw('{{ ui.field(form["cost"], optional=false) }}', form=Sampler())


def test_units_stand_beside_the_box(draw):
    html = draw('{{ ui.field(form["cost"], prefix="Rp") }}', form=Sampler())
    assert '<div class="affixed"><span aria-hidden="true">Rp</span><input type="number"' in html


def test_a_counter_knows_its_maximum(draw, elements):
    found = elements(draw('{{ ui.field(form["story"], counter=true) }}', form=Sampler()))
    text = next(given for tag, given in found if tag == "textarea")
    assert text["data-count"] == "id_story_count" and text["maxlength"] == "500"
    assert text["aria-describedby"] == "id_story_helptext id_story_count"


def test_hidden_fields_and_dates_in_three_parts(draw, elements):
    class Odd(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput)
        born = forms.DateField(widget=forms.SelectDateWidget(years=[2016, 2017]), label="Tanggal")

    assert [tag for tag, _ in elements(draw('{{ ui.field(form["secret"]) }}', form=Odd()))] == ["input"]
    assert draw('{{ ui.field(form["born"]) }}', form=Odd()).startswith('<fieldset class="field group"')


def test_a_form_carries_what_it_is_given(draw, elements):
    html = draw(
        '{% call ui.form(token, action="/x/", upload=true, draft="comment", leave=true) %}<p>a</p>{% endcall %}',
        token="T",
    )
    assert elements(html)[0][1] == {
        "class": "form",
        "method": "post",
        "action": "/x/",
        "enctype": "multipart/form-data",
        "data-draft": "comment",
        "data-leave": "",
        "novalidate": "",
    }


def test_labels_follow_the_language(draw):
    with override("en"):
        assert ">Title<" in draw('{{ ui.field(form["title"]) }}', language="en", form=Sampler())
