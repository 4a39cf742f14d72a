from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding, one_of
from pendopo.core.records import kinds
from pendopo.core.records.actions import bound, empty_all_of, forget_deeds, release_attachments, release_links
from pendopo.core.records.holds import GROUNDS
from pendopo.core.records.models import Attachment, Event, Hold, Link, Record
from pendopo.core.records.queries import files_of
from pendopo.core.records.relations import RELATIONS
from pendopo.core.records.telling import done
from pendopo.kit.files.queries import opened

KEPT = _("Who set and who lifted a legal hold is kept with the record: a court may ask.")

HOLDINGS = [
    Holding(Attachment, "by", ("record__code", "title", "at"), release_attachments, title=_("Files that you added"),
            files=lambda person: opened(files_of(person))),
    Holding(Hold, "by", ("record__code", "ground", "at", "lifted"), keeps=KEPT, title=_("Legal holds that you set"),
            words={"ground": one_of(GROUNDS)}),
    Holding(Hold, "lifted_by", ("record__code", "ground", "lifted"), keeps=KEPT,
            title=_("Legal holds that you lifted"),
            words={"ground": one_of(GROUNDS)}),
    Holding(Link, "by", ("source__code", "target__code", "sort", "words", "at"), release_links,
            title=_("Records that you linked"),
            words={"sort": lambda sort, row: RELATIONS[sort].ahead if sort in RELATIONS else sort}),
    Holding(Event, "actor", ("record__code", "verb", "at", "line__words"), forget_deeds, waits=bound,
            title=_("What you did, as timelines tell it"),
            words={"verb": lambda verb, row: done(verb)}),
    Holding(Record, "author", ("code", "kind", "title", "summary", "state", "created"), empty_all_of,
            title=_("What you entered"),
            words={"kind": lambda kind, row: kinds.get(kind).label,
                   "state": lambda name, row: kinds.state_in_words(row["kind"], name)}),
]
