"""Initiatives whose check-in is overdue."""
from datetime import date

from django.db.models import Q

from pendopo.channels.initiatives.models import Initiative


def overdue(today: date, told_before: date) -> list[Initiative]:
    """Late today, and their rooms were not told since `told_before`."""
    return list(Initiative.objects.filter(Q(reminded=None) | Q(reminded__lte=told_before), state="action",
                                          due__lt=today).select_related("facilitator").order_by("pk"))
