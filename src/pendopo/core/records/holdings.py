from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding
from pendopo.core.records.actions import bound, empty_all_of, forget_deeds, release_attachments, release_links
from pendopo.core.records.models import Attachment, Event, Hold, Link, Record
from pendopo.core.records.queries import files_of
from pendopo.kit.files.queries import opened

KEPT = _("Who set and who lifted a legal hold is kept with the record: a court may ask.")

HOLDINGS = [
    Holding(Attachment, "by", ("record__code", "title", "at"), release_attachments, title=_("Files that you added"),
            files=lambda person: opened(files_of(person))),
    Holding(Hold, "by", ("record__code", "ground", "at", "lifted"), keeps=KEPT, title=_("Legal holds that you set")),
    Holding(Hold, "lifted_by", ("record__code", "ground", "lifted"), keeps=KEPT,
            title=_("Legal holds that you lifted")),
    Holding(Link, "by", ("source__code", "target__code", "sort", "words", "at"), release_links,
            title=_("Records that you linked")),
    Holding(Event, "actor", ("record__code", "verb", "at", "line__words"), forget_deeds, waits=bound,
            title=_("What you did, as timelines tell it")),
    Holding(Record, "author", ("code", "kind", "title", "summary", "state", "created"), empty_all_of,
            title=_("What you entered")),
]
