"""What programs hear while the shutters are closed (kit/shutters): an error of the standard, in the form they read. It
asks nothing of the database, which may be taken apart just then."""
from django.http import HttpResponse

from pendopo.analysis.open311 import Fault
from pendopo.gateways.open311.answers import refuse
from pendopo.kit.shutters import SHUT, Shutters


def closed(path: str, now: Shutters) -> HttpResponse:
    """503. What is wrong with no form (the whole sheet, the root) is said in XML, as everywhere here."""
    until = f"until {now.until.isoformat(timespec='seconds')}" if now.until else f"for about {now.wait} seconds"
    what = "This server is closed" if now.state == SHUT else "This server can be read but takes nothing in"
    return refuse([Fault(503, f"{what} {until}. Nothing was stored. Please try again then.")],
                  "json" if path.endswith(".json") else "xml")


PROGRAMS = ("/open311/v2/", closed)
