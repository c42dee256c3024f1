"""The database itself refuses to change or remove a line of the record of changes."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER change_no_{verb} BEFORE {verb} ON people_change
BEGIN SELECT RAISE(ABORT, 'the record of changes is only added to'); END;
"""
_POSTGRESQL = """
CREATE FUNCTION people_change_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record of changes is only added to'; END $$;
CREATE TRIGGER change_kept BEFORE UPDATE OR DELETE ON people_change
FOR EACH ROW EXECUTE FUNCTION people_change_kept();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(_SQLITE.format(verb=verb))


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER change_kept ON people_change; DROP FUNCTION people_change_kept();")
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER change_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
