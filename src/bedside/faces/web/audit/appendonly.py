"""Rows that are added and never changed: refused here in words, and by a trigger in the database for everything else."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

ERASABLE = "EXISTS (SELECT 1 FROM records_erasure WHERE records_erasure.person = OLD.person_id)"
NEVER = "1 = 0"


class AppendOnlyError(TypeError):
    """Our own fault: some code path tried to change or delete what is only ever added."""


class Rows(models.QuerySet[Any]):
    """A query that can add and read."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")

    def erase(self) -> int:
        """Delete without a question; the database refuses unless the person's erasure is on record."""
        return self._raw_delete(self.db)


class AppendOnly(models.Model):
    """The parent of every table that only grows."""

    objects = Rows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


def triggers(table: str, erasable: bool, vendor: str) -> list[str]:
    """The SQL that makes a table append-only; `erasable` rows go once the erasure of their person is on record."""
    allowed = ERASABLE if erasable else NEVER
    told = f"{table} only grows: nothing in it is changed or deleted"
    if vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {body}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT ({allowed}) {body}",
        ]
    return [
        f"CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' AND {'TRUE' if erasable else 'FALSE'} THEN "
        + (f"IF {ERASABLE} THEN RETURN OLD; END IF; " if erasable else "")
        + f"END IF; RAISE EXCEPTION '{told}'; END $$",
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_only_grows()",
        f"CREATE FUNCTION {table}_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{told}'; END $$",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_not_emptied()",
    ]


def guard(table: str, erasable: bool) -> Any:
    """A step of a migration that puts the triggers on a table."""
    from django.db import migrations

    def put(apps: Any, schema: Any) -> None:  # noqa: ARG001
        for statement in triggers(table, erasable, schema.connection.vendor):
            schema.execute(statement, params=None)

    return migrations.RunPython(put, migrations.RunPython.noop)
