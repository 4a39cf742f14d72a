"""What a city begins with on the day on which it gets its name."""
from pendopo.channels.reports import packs
from pendopo.channels.reports.actions.keeping import load_categories
from pendopo.channels.reports.models import Category
from pendopo.core.people.queries import system


def begin() -> None:
    """The categories of the country, so that whoever reports first can say what about. A list that is there stays."""
    if not Category.objects.exists():
        load_categories(actor=system("founded"), rows=packs.categories())


FOUNDED = begin
