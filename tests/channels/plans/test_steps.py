"""Why each step of a commitment exists: a page that anybody can open, named in the reader's language."""
import re

import pytest
from django.utils.translation import gettext, override

from pendopo.channels.plans.workflow import WORKFLOW

SOURCE = re.compile(r"https://www\.opengovpartnership\.org/[a-z0-9/-]+")


@pytest.mark.parametrize("move", WORKFLOW.moves, ids=lambda move: move.name)
def test_each_step_names_a_source_that_can_be_opened(move):
    with override("id"):
        told = gettext(move.why)
    assert told != move.why and SOURCE.findall(told) == SOURCE.findall(move.why) != []
    assert not re.search(r"\.md|[\[\]]", move.why + told)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "word"), [("/cara-hitung/plans/", "Rencana punya masa berlaku"),
                                               ("/en/cara-hitung/plans/", "A plan has a term")])
def test_the_page_leads_there(client, address, word):
    page = client.get(address).content.decode()
    assert word in page and 'href="https://www.opengovpartnership.org/glossary/action-plan/"' in page
