"""A statement reaches SQLite as Django would have written it, the first time and from memory."""
import pytest
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from pendopo.kit.sqlite.base import LONGEST

ODD = [("SELECT %s", [7]), ("SELECT %s, '100%%', '%%s'", ["a%sb"]), ("SELECT '%%' || %s LIKE %s", ["x", "%x"]),
       ("SELECT %(one)s, %(two)s, %(one)s", {"one": 1, "two": "%s"}),
       ("SELECT %s, '" + "%%" * LONGEST + "'", [1])]


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "values"), ODD, ids=range(len(ODD)))
def test_as_django_writes_it(query, values):
    if connection.vendor != "sqlite":
        pytest.skip("left out: this is about SQLite")
    plain = SQLiteCursorWrapper(connection.connection)
    wanted = plain.execute(query, values).fetchall()
    for _turn in range(2):
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            assert cursor.fetchall() == wanted
