"""The ways from a page with numbers to the same numbers with their day."""
import re

from django.test import Client

QUOTED = re.compile(r'/catatan/angka/[^"\s<]+/\d{4}-\d\d-\d\d/\?d=[0-9a-f]{12}')
WAY = re.compile(r'href="(/catatan/angka/[^"]+)"')


def shown(client: Client, address: str) -> str:
    """The page of the numbers as they stand, however many redirections away."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def quoted_from(page: str) -> str:
    """The address in the line to quote."""
    found = QUOTED.search(page)
    assert found, "no line to quote"
    return found[0]


def ways(client: Client, address: str) -> list[str]:
    """Where a page says that its numbers can be quoted."""
    return WAY.findall(client.get(address).content.decode())
