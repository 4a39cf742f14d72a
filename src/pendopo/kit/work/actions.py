"""The one process beside the web: timers and queued jobs, one after the other."""
import logging
import signal
import threading
import time
from datetime import datetime, timedelta
from types import FrameType

from django.apps import apps
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from pendopo.kit import shutters
from pendopo.kit.work.models import Run
from pendopo.kit.work.queries import waiting
from pendopo.kit.work.timers import Timer, timers

log = logging.getLogger("pendopo.work")
TICK = 0.2                      # seconds between looks at the clock
PAUSE = 1.0                     # seconds between looks at closed shutters
NOTE_EVERY = timedelta(seconds=30)
CHECKPOINT_EVERY = 2.0          # seconds between checkpoints of SQLite's write-ahead file


class Stop:
    """Set by SIGTERM and SIGINT: the work in hand is finished, nothing new is begun."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def listen(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self.ring)

    def ring(self, sign: int, frame: FrameType | None) -> None:
        self.event.set()


def work(stop: Stop) -> None:
    """Until told to stop. A timer that fails is tried again at its next time; the health page names it. Behind closed
    shutters nothing is begun, and the database is let go."""
    plan: dict[str, datetime] = {}
    zone, checkpointed, before = "", 0.0, timezone.localtime()
    while not stop.event.is_set():
        close_old_connections()
        if shutters.now():
            connection.close()
            stop.event.wait(PAUSE)
            continue
        if timezone.localtime() < before:                   # the clock was set back: the plan lies too far ahead
            plan = {}
        before = timezone.localtime()
        plan = plan or {timer.name: first(timer) for timer in timers()}
        if zone != timezone.get_current_timezone_name():    # a timer has said so: the city's mornings are others
            zone = timezone.get_current_timezone_name()
            plan |= {timer.name: first(timer) for timer in timers() if timer.at}
        now = timezone.localtime()
        for timer in timers():
            if plan[timer.name] <= now:
                run(timer)
                plan[timer.name] = timer.next(timezone.localtime())
        if waiting():
            drain()
        if connection.vendor == "sqlite" and time.monotonic() - checkpointed > CHECKPOINT_EVERY:
            checkpoint()
            checkpointed = time.monotonic()
        stop.event.wait(TICK)


def drain() -> None:
    """Up to twenty queued jobs; then the timers have their turn again."""
    Worker(queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=20,
           worker_id="pendopo", excluded_queue_names=[]).run()


def first(timer: Timer) -> datetime:
    """A daily timer whose last time was missed runs at once; the others as they come."""
    now = timezone.localtime()
    if timer.every:
        return now
    last = Run.objects.filter(pk=timer.name).values_list("started", flat=True).first()
    missed = last is not None and timer.next(timezone.localtime(last)) <= now
    return now if missed else timer.next(now)


def run(timer: Timer) -> int:
    """One run, noted for the health page: daily ones always, the quick ones when they did something or now and then."""
    started, clock, did, failed = timezone.now(), time.monotonic(), 0, ""
    try:
        did = timer.do()
    except Exception as error:
        failed = type(error).__name__
        log.exception("timer %s failed", timer.name)
    if did or failed or timer.at or stale(timer, started):
        Run.objects.update_or_create(name=timer.name, defaults={
            "started": started, "seconds": time.monotonic() - clock, "did": did, "failed": failed})
    return did


def stale(timer: Timer, now: datetime) -> bool:
    last = Run.objects.filter(pk=timer.name).values_list("started", flat=True).first()
    return last is None or abs(now - last) > NOTE_EVERY      # one that lies ahead was noted by a wrong clock


def checkpoint() -> None:
    """SQLite's write-ahead file goes into the database here, not inside somebody's request."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def measure() -> int:
    """Once a night SQLite looks how its tables are filled, or it plans blindly (sqlite.org/lang_analyze.html): without,
    counting the tabs of a desk with 2,500 open reports took twice its time. One table after the other, so that whoever
    writes waits for one at most. PostgreSQL looks by itself. Returns how many tables."""
    if connection.vendor != "sqlite":
        return 0
    tables = sorted({model._meta.db_table for model in apps.get_models()})
    for table in tables:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return len(tables)
