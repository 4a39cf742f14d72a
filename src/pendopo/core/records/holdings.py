from pendopo.core.people.personal import Holding
from pendopo.core.records.actions import empty_all_of, forget_deeds, release_attachments, release_links
from pendopo.core.records.models import Attachment, Event, Link, Record

HOLDINGS = [
    Holding(Attachment, "by", ("record__code", "title", "at"), release_attachments),
    Holding(Link, "by", ("source__code", "target__code", "sort", "at"), release_links),
    Holding(Event, "actor", ("record__code", "verb", "at", "line__words"), forget_deeds),
    Holding(Record, "author", ("code", "kind", "title", "summary", "state", "created"), empty_all_of),
]
