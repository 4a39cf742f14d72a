"""The words of this room: what a report consists of before it is sealed, and how its kinds and ways are called."""
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from pendopo.channels.reports.workflow import ASPIRATION, COMPLAINT, INFORMATION, SUPERVISORY
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.taken import Taken
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.shapes import distance

CLASSES = {
    COMPLAINT: _("Complaint"), SUPERVISORY: _("Complaint that needs supervision"), ASPIRATION: _("Aspiration"),
    INFORMATION: _("Request for information")}
CLASS_HINTS = {
    COMPLAINT: _("Something is broken, late or wrong."),
    SUPERVISORY: _("An official did wrong, or money was misused: the inspectorate looks into it."),
    ASPIRATION: _("A wish or an idea. There is no legal deadline for it."),
    INFORMATION: _("You want to know something.")}
CHANNELS = {
    "web": _("This site"), "sms": _("SMS"), "whatsapp": _("WhatsApp"), "mail": _("E-mail"), "letter": _("Letter"),
    "phone": _("Telephone"), "visit": _("At the counter"), "lapor": _("LAPOR!"), "open311": _("Open311"),
    "social": _("Social media"), "import": _("Import")}
TYPED = ("letter", "phone", "visit", "social")           # staff type these for somebody
SORTS = {
    "note": _("Internal note"), "question": _("Question to the reporter"), "reply": _("Reply of the reporter"),
    "answer": _("Answer"), "addition": _("Added by the reporter"), "objection": _("Objection"),
    "reason": _("Reason"), "proof": _("What was done"), "thanks": _("Words of the reporter")}
BY_REPORTER = ("reply", "addition", "objection", "thanks")
INSIDE = ("note",)                                       # never shown to the reporter
CAMERA, OFFICER, AGAINST, HERE = "camera", "officer", "against", "here"
SAYS = {                                                 # of time and place of a closing photo: whose word it is
    CAMERA: _("as the camera wrote it down"), OFFICER: _("as the officer says"),
    AGAINST: _("as the officer says; the camera wrote down something else")}
METRES = 500                         # from the place of the report, farther than a telephone errs: our own rule
HOUR = timedelta(hours=1)            # a clock of a camera that is off by less says the same
NEEDS_PHOTO = _("Work on a place is shown by a photo taken there.")
NEEDS_TIME = _("The camera did not write down when this photo was taken. Please say it here.")
NEEDS_PLACE = _("The camera did not write down where this photo was taken. Please give the point, or tick that it was "
                "taken at the place of the report.")
EARLY, FAR = "early", "far"                              # a closing photo is held for one of these, or for a repeat
REPEATED = _("The photo repeats an earlier one. A coordinator looks at both before the report is closed.")
DOUBTS = {
    EARLY: _("The photo was taken before this was reported or objected to. A coordinator looks at it before the report "
             "is closed."),
    FAR: _("The photo was taken far from the place of the report. A coordinator looks at it before the report is "
           "closed.")}
LIKENESS = {                                             # why an earlier report is shown (analysis/similarity)
    "place": _("close to your point"), "village": _("in the same village"), "text": _("similar words"),
    "category": _("the same category"), "branch": _("a related category")}
GROUNDS = {
    "asked": _("The reporter asked for it"), "safety": _("Somebody is in danger"),
    "court": _("A court or the police asked in writing"), "supervision": _("Supervision cannot go on without it")}
ARCHIVE_REASONS = {                                      # the fixed texts of LAPOR!, as two exports have them
    "unclear": _("It is too unclear to act on"), "no_evidence": _("There is no evidence"),
    "not_government": _("It is not about the work of the government"), "expired": _("Nobody replied in time")}
LINKED = {                                               # how a report belongs to another record
    "evidence": _("The report shows how it goes with it"), "answers": _("The report answers it"),
    "part_of": _("The report is part of it")}
KNOCKS = ("arrived", "question", "answer", "done", "closed", "receipt", "news")      # a secret one: "news"
SEEN = {"identity": _("Identity card"), "family": _("Family card"), "letter": _("Letter of the village"),
        "known": _("Known to the officer in person")}              # what was looked at at the counter
WAYS = {"": _("I do not want to be told"), "sms": _("SMS"), "whatsapp": _("WhatsApp"), "mail": _("E-mail")}

STROKES = {                                              # what can be done to many reports at once
    "assign": _("Give to a colleague"), "route": _("Send to an office"), "answer": _("Answer all of them"),
    "close": _("Close with a reason"), "gather": _("Put together: one matter")}

WAITING_TITLE = N_("A report that waits for publication")
SECRET_TITLE = N_("A report")
STORED_TITLE = "Laporan"             # the title in the table while nothing is published: it says nothing


def known(kind: type[Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What an older or newer version of these words wrote beside is left out."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in told.items() if name in names}


@dataclass
class Told:
    """The report as the person told it. Sealed as "original"."""
    text: str
    place: str = ""                                      # words for the place
    region: str = ""                                     # of a secret report: it stands here only
    lat: float | None = None
    lng: float | None = None
    about: list[int] = field(default_factory=list)       # offices complained about: their people cannot be named
    language: str = settings.LANGUAGE_CODE
    heard: str = ""                                      # what the desk typed of a voice note

    @property
    def words(self) -> str:
        """What can be read of it: the text, and what was heard in a voice note."""
        return "\n\n".join(part for part in (self.text, self.heard) if part)

    def packed(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unpacked(cls, told: Mapping[str, Any]) -> Self:
        return cls(**known(cls, told))


@dataclass
class Reporter:
    """Who reported. Sealed under a key of its own as "identity"."""
    name: str = ""
    phone: str = ""                                      # E.164
    email: str = ""
    address: str = ""
    account: int | None = None                           # key of the person who was signed in
    way: str = ""                                        # how to be told: sms whatsapp mail; "" not at all
    language: str = settings.LANGUAGE_CODE

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email or self.address or self.account)

    @property
    def reached(self) -> str:
        """Where news go: an address or a number; "" nowhere."""
        return self.email if self.way == "mail" else self.phone if self.way else ""

    def packed(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unpacked(cls, told: Mapping[str, Any]) -> Self:
        return cls(**known(cls, told))


@dataclass(frozen=True)
class Photo:
    """A closing photo: checked, with when and where it was taken, as the officer says and as the camera wrote it down.
    `here`: the officer says that it was taken at the place of the report."""
    file: Checked
    taken: datetime | None = None
    lat: float | None = None
    lng: float | None = None
    here: bool = False
    camera: Taken = field(default_factory=Taken)

    @property
    def time(self) -> tuple[datetime | None, str]:
        """The moment, and whose word it is (SAYS)."""
        wrote = self.camera.at
        if self.taken is None:
            return wrote, CAMERA if wrote else ""
        if wrote is None:
            return self.taken, OFFICER
        return (wrote, CAMERA) if abs(self.taken - wrote) < HOUR else (self.taken, AGAINST)

    @property
    def place(self) -> tuple[float | None, float | None, str]:
        """The point, if there is one, and whose word it is (SAYS, or HERE)."""
        _at, lat, lng = self.camera
        if self.lat is None or self.lng is None:
            return (lat, lng, CAMERA) if lat is not None else (None, None, HERE if self.here else "")
        if lat is None or lng is None:
            return self.lat, self.lng, OFFICER
        close = 1000 * distance(self.lat, self.lng, lat, lng) <= METRES
        return (lat, lng, CAMERA) if close else (self.lat, self.lng, AGAINST)


@dataclass
class Entry:
    """What a form, a gateway or an import hands in."""
    text: str
    classification: str = COMPLAINT
    category: int | None = None                          # key of a Category
    region: Region | None = None                         # None: the whole city
    lat: float | None = None
    lng: float | None = None
    place: str = ""
    happened: date | None = None
    anonymous: bool = False
    secret: bool = False
    about: list[int] = field(default_factory=list)
    reporter: Reporter = field(default_factory=Reporter)
    files: list[Checked] = field(default_factory=list)
    channel: str = "web"
    form_key: str = ""                                   # of the form: the same one twice is one report
    language: str = settings.LANGUAGE_CODE
    created: datetime | None = None                      # of an import; None: now
    system: str = ""                                     # where it has another number
    number: str = ""
    origin: str = ""                                     # from which connection: first messages are counted by it
    wave: bool = False                                   # among very many from one connection: taken in quietly
    code: str = ""                                       # drawn while it was asked whether the form came before

    def __post_init__(self) -> None:
        if self.classification not in CLASSES or self.channel not in CHANNELS:
            raise ValueError(f"no such report: {self.classification}, {self.channel}")
