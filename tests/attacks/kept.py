"""A copy of a PostgreSQL beside itself, in a schema of its own, that brings back the tables which an attack touched.

Copying the whole database took half a second and most of the time of the attacks; a trigger on every table notes that
a statement changed it, and only these tables are written again.
"""
from django.db import connection, transaction

BESIDE = """
CREATE SCHEMA kept;
CREATE TABLE kept.touched (name text PRIMARY KEY);
CREATE TABLE kept.sequences AS SELECT sequencename AS name, last_value AS value FROM pg_sequences
    WHERE schemaname = 'public';
CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO kept.touched VALUES (TG_TABLE_NAME) ON CONFLICT DO NOTHING; RETURN NULL; END';
"""
EACH = """
CREATE TABLE kept."{table}" AS TABLE public."{table}";
CREATE TRIGGER kept_note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public."{table}"
    FOR EACH STATEMENT EXECUTE FUNCTION kept.note();
"""
BACK = """
DELETE FROM public."{table}";
INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM kept."{table}";
"""
COLUMNS = """
SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name IN (SELECT name FROM kept.touched)
GROUP BY table_name
"""
NUMBERS = "SELECT setval('public.' || quote_ident(name), coalesce(value, 1), value IS NOT NULL) FROM kept.sequences"


def keep() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(BESIDE + "".join(EACH.format(table=table) for table in tables))


def bring_back() -> bool:
    """Was there anything to bring back? Keys and triggers sleep meanwhile: every table is whole again at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        touched = cursor.fetchall()
        if touched:
            cursor.execute("SET LOCAL session_replication_role = replica;" + "".join(
                BACK.format(table=table, columns=columns) for table, columns in touched)
                + NUMBERS + "; DELETE FROM kept.touched")
    return bool(touched)


def let_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA kept CASCADE")
