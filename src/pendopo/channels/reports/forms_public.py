"""Forms with words that everybody will read. The redactor looks at them once more: what still seems to name somebody
goes out only when the officer takes it out or says, of each place, that it may stand."""
from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.redaction import find
from pendopo.channels.reports.forms import LONGEST, PointField, WordsForm, grouped, text_field
from pendopo.channels.reports.models import Category
from pendopo.channels.reports.words import CLASSES, HOUR, NEEDS_PHOTO, NEEDS_PLACE, NEEDS_TIME, Photo
from pendopo.kit.files.kinds import PICTURES
from pendopo.kit.files.taken import Taken, taken
from pendopo.kit.seal.fields import SealedField
from pendopo.kit.shapes import shapes

Known = Callable[[], Collection[str]]
FIRST = 2000                         # years before it come from a clock that was never set
STANDS = "tetap"                     # the field in which the officer says what may stand
STILL = _("Something in it still looks as if it named somebody. Take it out, or say that it may stand.")


class PublicForm(forms.Form):
    """`known` gives the names to look for wherever they stand; it is asked when something was sent."""
    READ: tuple[str, ...] = ("public",)              # the fields that everybody reads

    def __init__(self, *args: Any, known: Known = tuple, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = naming(self.going_out(), known()) if self.is_bound else []
        if self.left:
            self.fields[STANDS] = forms.MultipleChoiceField(
                label=_("What may stand"), widget=forms.CheckboxSelectMultiple,
                choices=[(words, words) for words in self.left], error_messages={"required": STILL})

    def going_out(self) -> str:
        """What was typed for everybody, before anything is cleaned."""
        return "\n".join(str(self.data.get(self.add_prefix(name)) or "")[:LONGEST] for name in self.READ)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if 0 < len(told.get(STANDS, [])) < len(self.left):
            self.add_error(STANDS, STILL)
        return told


def naming(text: str, known: Collection[str] = ()) -> list[str]:
    """The places in it that still look as if they named somebody, each once, in their order."""
    return list(dict.fromkeys(" ".join(text[one.start:one.end].split()) for one in find(text, shapes(), known)))


class VerifyForm(PublicForm):
    READ = ("title", "text")
    classification = forms.ChoiceField(label=_("What is it?"), choices=list(CLASSES.items()))
    category = forms.ChoiceField(label=_("Category"), required=False)
    title = forms.CharField(label=_("Title for the public"), max_length=150, required=False,
                            help_text=_("Without names and numbers. Empty: nothing is published yet."))
    text = text_field(_("Text for the public"), required=False,
                      help_text=_("What names somebody is already taken out; please read it once more."))
    sure = forms.BooleanField(label=_("I have read it: it names nobody"), required=False)

    def __init__(self, *args: Any, categories: list[Category], secret: bool, **kwargs: Any) -> None:
        self.secret = secret
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("None")), *grouped(categories)]
        if secret:
            for name in ("title", "text", "sure"):
                del self.fields[name]

    def going_out(self) -> str:
        """Nothing of a secret report, and nothing before somebody says that they have read it."""
        sure = not self.secret and bool(self.data.get(self.add_prefix("sure")))
        return super().going_out() if sure else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        published = told.get("title") or (told.get("text") and told.get("sure"))
        if "sure" in self.fields and published and not (told.get("title") and told.get("text") and told.get("sure")):
            self.add_error("sure", _("To publish it needs a title, a text, and your word that they name nobody."))
        return told


class PublishForm(PublicForm):
    READ = ("title", "text")
    title = forms.CharField(label=_("Title for the public"), max_length=150)
    text = text_field(_("Text for the public"))
    photos = forms.MultipleChoiceField(label=_("Photos for the public"), required=False,
                                       widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label=_("I have read it: it names nobody, and no photo shows who somebody is"))

    def __init__(self, *args: Any, photos: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["photos"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = photos
        if not photos:
            del self.fields["photos"]


class AnswerForm(PublicForm):
    text = text_field(_("To the reporter"))
    public = text_field(_("What the public reads of it"), required=False,
                        help_text=_("Empty: only the reporter reads it."))

    def __init__(self, *args: Any, public: bool, **kwargs: Any) -> None:
        self.for_all = public
        super().__init__(*args, **kwargs)
        if not public:
            del self.fields["public"]

    def going_out(self) -> str:
        return super().going_out() if self.for_all else ""


def key_field() -> forms.IntegerField:
    """Which words that wait for a signature the page showed."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class SignForm(AnswerForm):
    message = key_field()


class GiveBackForm(forms.Form):
    text = text_field(_("What should be different"))
    message = key_field()


class FinishForm(AnswerForm):
    """`physical`: work on a place, of whose photo somebody has to say when and where it was taken. A browser keeps no
    chosen file: the one that was sent is asked for again whenever something else has to be mended."""
    photo = SealedField(label=_("Photo of the work"), allowed=PICTURES, most=1)
    taken = forms.DateTimeField(label=_("When it was taken"), required=False,
                                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
                                input_formats=["%Y-%m-%dT%H:%M"], help_text=_(
        "Empty: as the camera wrote it down. Needed where it wrote nothing: photos from a messenger have lost it. "
        "The reporter reads it, and who says so."))
    point = PointField(label=_("Where it was taken"), required=False, max_length=500, help_text=_(
        "Coordinates, or the address that a map app shares. Empty: as the camera wrote it down. The reporter reads how "
        "far that is from the place of the report, and who says so."))
    here = forms.BooleanField(label=_("Taken at the place of the report"), required=False, help_text=_(
        "If neither the camera nor you can name the point. The reporter reads that you say so."))

    def __init__(self, *args: Any, physical: bool, **kwargs: Any) -> None:
        self.physical = physical
        super().__init__(*args, **kwargs)
        if physical:
            self.fields["photo"].required = True
            self.fields["photo"].error_messages["required"] = NEEDS_PHOTO

    def clean_taken(self) -> Any:
        moment = self.cleaned_data["taken"]
        if moment and moment > timezone.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        if moment and moment.year < FIRST:
            raise forms.ValidationError(_("No photo of this work is so old. Please look at the year."))
        return moment

    def clean(self) -> dict[str, Any]:
        """What camera and officer say of time and place, side by side; it is evidence, no proof."""
        told, upload = super().clean(), self.files.get("photo")
        if upload is not None and told.get("photo"):
            upload.seek(0)
            lat, lng = told.get("point") or (None, None)
            told["shown"] = Photo(told["photo"][0], told.get("taken"), lat, lng, told["here"], wrote(upload.read()))
            self.ask(told["shown"])
            if self.errors:
                self.add_error("photo", _("Please choose the photo again: a browser does not keep it. What you wrote "
                                          "is still here."))
        return told

    def ask(self, photo: Photo) -> None:
        """For what neither says, where it is needed."""
        if self.physical and not photo.time[1] and "taken" not in self.errors:
            self.add_error("taken", NEEDS_TIME)
            self.fields["taken"].required = True             # as it is drawn now
        if self.physical and not photo.place[2] and "point" not in self.errors:
            self.add_error("point", NEEDS_PLACE)


def wrote(content: bytes) -> Taken:
    """As the camera wrote it down. A clock that runs ahead of ours, or was never set, says nothing."""
    found = taken(content, timezone.get_current_timezone())
    told = found.at is not None and found.at.year >= FIRST and found.at <= timezone.now() + HOUR
    return found if told else found._replace(at=None)


class SaidForm(PublicForm, WordsForm):
    """One text, for everybody."""
    READ = ("text",)
