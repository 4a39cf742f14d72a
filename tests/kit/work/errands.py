"""Errands for the tests of the queue."""
from django_tasks import task


@task()
def add(one: int, other: int) -> int:
    return one + other


@task()
def stumble() -> None:
    raise ValueError("sari@contoh.example")
