"""Which file an address means."""
from pendopo.kit.files.models import StoredFile, Visibility


def public(sha256: str, name: str | None = None) -> StoredFile | None:
    """The public file with this content, and this name if one is given. A private one is not there."""
    found = StoredFile.objects.filter(sha256=sha256, visibility=Visibility.PUBLIC)
    return (found if name is None else found.filter(name=name)).order_by("pk").first()
