"""What the city's own records show already of the topic of an initiative: problems that many people reported."""
from pendopo.channels.initiatives.models import Initiative
from pendopo.core.people.actors import Actor
from pendopo.core.records.models import Record
from pendopo.core.records.queries import problems

MOST = 5
# Sectors by the topics under which people report (reports/categories.csv of the country pack); others by the words of
# the title.
TOPICS = {"health": "kesehatan", "schools": "pendidikan", "waste": "kebersihan", "water": "air", "roads": "jalan",
          "poverty": "sosial", "licences": "kependudukan"}


def suggestions(initiative: Initiative, actor: Actor) -> list[Record]:
    """Of this topic and place, the newest first; where there are none, whatever shares a word with the title."""
    where = initiative.place.region_id if initiative.place else ""
    topic = TOPICS.get(initiative.topic, "")
    found = list(problems(actor, place=where, topic=topic)[:MOST]) if topic else []
    return found or list(problems(actor, place=where, words=initiative.title)[:MOST])
