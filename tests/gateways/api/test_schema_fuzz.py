"""schemathesis asks everything that fits the document, and much that does not: no 5xx, and only what is written."""
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pendopo.gateways.api.document import document
from tests.attacks.town import Town

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
          response_schema_conformance]


def asked(town: Town, examples: int, *, long: bool = False) -> None:
    """So many requests of each operation, as the document allows them and as it does not."""
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    seen, wrong = 0, []
    for found in schema.get_all_operations():
        operation: Any = found.ok()                # type: ignore[union-attr]  # a broken one would raise here
        seen += 1
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                ask(operation, mode, examples, long)
            except BaseExceptionGroup as error:
                said = [str(one)[:500] for one in error.exceptions]
                wrong.append(f"{operation.label} {mode.value}: {said} {town.why()}")
    assert seen == len(document()["paths"])
    assert not wrong, "\n".join(wrong)


def ask(operation: Any, mode: GenerationMode, examples: int, long: bool) -> None:
    if mode is GenerationMode.NEGATIVE and not any(part["in"] != "header"
                                                   for part in operation.definition.raw["parameters"]):
        return                                      # nothing that could be wrong

    @settings(max_examples=examples, deadline=None, database=None, derandomize=not long,
              suppress_health_check=list(HealthCheck),
              phases=[Phase.generate])
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    once()


def test_what_programs_may_ask(town: Town) -> None:
    asked(town, 6)


@pytest.mark.slow
def test_what_programs_may_ask_for_a_long_time(town: Town) -> None:
    asked(town, 150 if connection.vendor == "sqlite" else 50, long=True)
