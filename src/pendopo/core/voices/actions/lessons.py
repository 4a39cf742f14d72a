"""What the spam score learns: from what moderators decided, and from what stood for days without anybody minding."""
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from pendopo.analysis import spam
from pendopo.core.voices.models import Case, Comment, Lesson
from pendopo.core.voices.queries import loaded
from pendopo.kit.whole import whole

SETTLED = timedelta(hours=1)            # after which a decision is no longer undone
STOOD = timedelta(days=2)               # after which an ordinary comment counts as one that nobody minds
MOST = 500                              # of each a run, the newest
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def learn() -> int:
    """Hourly. Only words on public records teach, and only the rule against advertising says what spam is: an insult
    is none. Returns how many texts were learned."""
    with whole():
        lesson = Lesson.objects.select_for_update().order_by("pk").first() or Lesson()
        since, now = lesson.at or BEGINNING, timezone.now()
        taught = decided(since - SETTLED, now - SETTLED) + unminded(since - STOOD, now - STOOD)
        if taught:
            lesson.model = spam.dump(spam.learn_all(loaded(lesson.model), taught))
        lesson.at = now
        lesson.save()
    return len(taught)


def decided(since: datetime, until: datetime) -> list[tuple[str, bool]]:
    """Hidden as advertising, or looked at and good; an objection that was won teaches that it was good."""
    fresh = Q(decided__gt=since, decided__lte=until) | Q(judged__gt=since, judged__lte=until, state="restored")
    found = Case.objects.filter(fresh, comment__record__visibility="public").filter(
        Q(state__in=("kept", "restored")) | Q(state__in=("hidden", "upheld"), reason="spam"))
    rows = found.exclude(comment__text="").order_by("-pk").values_list("comment__text", "state")[:MOST]
    return [(text, state in ("hidden", "upheld")) for text, state in rows]


def unminded(since: datetime, until: datetime) -> list[tuple[str, bool]]:
    found = Comment.objects.filter(at__gt=since, at__lte=until, state="shown", rank="ordinary", cases=None,
                                   record__visibility="public")
    return [(text, False) for text in found.order_by("-pk").values_list("text", flat=True)[:MOST]]
