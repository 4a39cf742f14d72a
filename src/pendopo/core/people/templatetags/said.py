"""Words for the sign-in pages, which are Django templates: days and devices as people say them."""
from datetime import datetime

from django import template

from pendopo.kit.post.connections import goes
from pendopo.kit.ui import dates

register = template.Library()
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
            ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
            ("Safari", "Safari"))
MACHINES = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


@register.filter
def moment(value: datetime | None) -> str:
    """Day, hour and zone, as everywhere else."""
    return dates.moment(value)


@register.filter
def day(value: datetime | None) -> str:
    return dates.day(value)


@register.simple_tag
def by_sms() -> bool:
    """Whether a code can reach a telephone at all."""
    return goes("sms")


@register.filter
def device(agent: str) -> str:
    """Mozilla/5.0 (X11; Linux x86_64) ... Chrome/131.0 -> Chrome, Linux. What is not known is shown as it came."""
    known = [next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, MACHINES)]
    return ", ".join(name for name in known if name) or agent[:80]
