"""What somebody typed, given back when it could not be taken."""
from django.http import HttpRequest

SECRETS = ("password", "token", "secret", "code", "receipt", "csrf", "nik")     # parts of names of fields never shown
CARRIED = ("step", "langkah", "key", "version", "ticket", "next")       # what our forms carry for themselves
NEVER = ("password", "secret")  # nor put back into a form that is sent again
OWN = "csrfmiddlewaretoken"
LONGEST = 20_000                # characters of one typed text that are shown


def shown(request: HttpRequest) -> list[tuple[str, str]]:
    """To be copied."""
    return [(name, value[:LONGEST]) for name, values in request.POST.lists() for value in values
            if value.strip() and name not in CARRIED and not any(part in name.lower() for part in SECRETS)]


def again(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything, for one button that sends it again. Nothing where a password is among it."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    known = {name for name, _value in fields}
    if OWN not in known or any(part in name.lower() for name in known for part in NEVER):
        return []
    return fields
