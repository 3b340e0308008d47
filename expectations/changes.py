"""The rules on what may not change between loads: `suites/changes.yaml` says where, `changes.sql` how it is seen.

They read `before.<table>`, the history as it stood until the day of this load, and run only where there is a load to
compare with.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from expectations.known import queries
from expectations.model import SEVERITIES, Rule
from warehouse.errors import SettingsError
from warehouse.queries import quoted
from warehouse.schema import Schema, Table
from warehouse.yaml_text import load_yaml

FILE = "changes.yaml"
NOT_DELIVERED = "table.not_delivered"
WENT_BLANK = "columns.went_blank"
WORDS = ("name", "severity", "says", "why", "fix", "tables")
# The columns each way of seeing a change reads, by their role in the table.
READS = {
    "value_changed": ("{column}",),
    "end_removed": ("{end}", "{start}"),
    "added_late": ("{start}",),
    "vanished": (),
    "gone_quiet": ("{start}",),
}


def change_rules(schema: Schema) -> Iterator[Rule]:
    """The rules of `changes.yaml`, one for each table an entry names.

    SettingsError names the entry that cannot be used.
    """
    text = (files("expectations") / "suites" / FILE).read_text(encoding="utf-8")
    for entry in load_yaml(text)["changes"]:
        absent = [word for word in WORDS if not entry.get(word)]
        if absent or entry["severity"] not in SEVERITIES or entry.get("how") not in READS:
            raise SettingsError(f"{FILE}: {entry.get('name')}: fill {', '.join(absent) or '`how` and `severity`'}.")
        for name, what in entry["tables"].items():
            if name not in schema.tables:
                raise SettingsError(f"{FILE}: {entry['name']}: {name} is no table of the schema.")
            yield _change_rule(schema.tables[name], entry, str(what))


def _change_rule(table: Table, entry: Mapping[str, Any], what: str) -> Rule:
    how, was = entry["how"], str(entry.get("was", ""))
    roles = _roles(table, str(entry.get("column", "")))
    names = {"table": table.name, **roles}
    names["was"] = was.format(**names) + (" and " if was and how == "vanished" else "")
    names["same"] = "".join(
        f" and old.{column} is not distinct from this.{column}"
        for column in (table.person, table.start)
        if column and column not in table.key
    )
    read = [column.format(**roles) for column in READS[how]] or [table.key[0]]
    return Rule(
        id=f"{table.short}.{entry['name']}",
        table=table.name,
        columns=tuple(f"{table.name}.{column}" for column in dict.fromkeys([*read, *table.key])),
        severity=entry["severity"],
        says=str(entry["says"]).format(what=what),
        why=str(entry["why"]),
        fix=str(entry["fix"]),
        owner=table.owner,
        # That nothing came of late is said of the table and not of a row.
        kind="structure" if how == "gone_quiet" else "change",
        query=queries("changes.sql")[how].format(**names),
        whole_history=bool(entry.get("whole_history", False)),
        needs_before=True,
    )


def _roles(table: Table, column: str) -> dict[str, str]:
    roles = {"start": table.start or "", "end": table.end or "", "person": table.person or ""}
    return {**roles, "column": column.format(**roles) or table.key[0]}


def table_change_rules(table: Table) -> Iterator[Rule]:
    """What every table must hold beside the loads before: it came again, and its columns are still filled."""
    sql = queries("changes.sql")
    yield _table_rule(
        table,
        NOT_DELIVERED,
        "A table that was delivered before is delivered again.",
        "Its rows stand as they were last known, so what reads them shows an earlier time.",
        "Ask who makes the extract why the table is missing, and take the extract again.",
        sql["not_delivered"].format(table=table.name),
    )
    if table.schema == "annex_a":
        return
    pairs = ", ".join(
        f"struct_pack(column_name := '{field.name}', filled_now := now.c{k}, filled_before := old.c{k})"
        for k, field in enumerate(table.fields)
    )
    counts = ", ".join(f"count({quoted(field.name)}) as c{k}" for k, field in enumerate(table.fields))
    yield _table_rule(
        table,
        WENT_BLANK,
        "No column that was filled before is wholly blank now.",
        "What reads the column shows too little, or puts everything under Not known.",
        "Ask who makes the extract why the column is empty, and take the extract again.",
        sql["went_blank"].format(table=table.name, pairs=pairs, counts=counts),
    )


def _table_rule(table: Table, name: str, says: str, why: str, fix: str, query: str) -> Rule:
    return Rule(
        id=f"{table.name}.{name}",
        table=table.name,
        columns=(),
        # Supplementary tables come from many hands, some only once a year.
        severity="minor" if table.schema == "sup" else "major",
        says=says,
        why=why,
        fix=fix,
        owner=table.owner,
        kind="structure",
        query=query,
        needs_before=name == WENT_BLANK,
    )
