"""Months after a day, as calendars count them: a month after 31 January is the last day of February."""
import calendar
from datetime import date


def months_after(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """How many whole months lie from a day to the last day of a term, that day included."""
    count = (end.year - start.year) * 12 + end.month - start.month
    return count + 1 if months_after(start, count + 1) <= date.fromordinal(end.toordinal() + 1) else count
