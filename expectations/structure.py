"""The rules that follow from the schema: what every table and column must hold, whatever it is about.

What they leave out, and why, is written in `suites/structure.yaml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from expectations.model import Rule, Severity
from warehouse.queries import quoted
from warehouse.schema import Field, Schema, Table
from warehouse.yaml_text import load_yaml

OLDEST = "1950-01-01"
MOST_WORDS = 60
DATES = ("date", "timestamp")
# Where the authority's settings say nothing else.
ROWS_MAY_CHANGE_PERCENT = 20
ROWS_ALWAYS_MAY_CHANGE_BY = 50

CAST_SAYS = {
    "type": "{column} holds a value of its type ({type}).",
    "code": "{column} holds a code of its list ({code_set}).",
    "error_value": "{column} holds a value, not an error left by a spreadsheet.",
    "json": "{column} holds well-formed JSON.",
}
CAST_FIX = {
    "type": "Correct the value in the case system or the extract's format; it was left blank.",
    "code": "Correct the code, or map this spelling in mappings/{code_set}.csv; it was left blank.",
    "error_value": "Correct the formula in the workbook that was sent; the cell was left blank.",
    "json": "Correct the extract's query; the value was left blank.",
}


@dataclass(frozen=True)
class _Exceptions:
    """`suites/structure.yaml`: the names it lists."""

    core: frozenset[str]
    required_when: Mapping[str, str]
    future: frozenset[str]
    long_ago: frozenset[str]
    no_order: frozenset[str]
    before_birth: frozenset[str]
    after_death: frozenset[str]
    code_dates: Mapping[str, str]


@cache
def _exceptions() -> _Exceptions:
    text = (files("expectations") / "suites" / "structure.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = load_yaml(text)
    return _Exceptions(
        core=frozenset(data["core_tables"]),
        required_when=data["required_when"],
        future=frozenset(data["may_be_in_the_future"]),
        long_ago=frozenset(data["may_be_long_ago"]),
        no_order=frozenset(data["no_order"]),
        before_birth=frozenset(data["before_birth_allowed"]),
        after_death=frozenset(data["after_death_allowed"]),
        code_dates=data["code_dates"],
    )


def structure_rules(schema: Schema, table: Table) -> Iterator[Rule]:
    """Every rule that the schema implies for one table, table rules first, then column by column."""
    yield _unique(table)
    yield _rows_changed(table)
    yield from _spell_rules(table)
    if table.schema == "annex_a" and table.has("date_of_birth"):
        yield from _annex_a_rules(table)
    for field in table.fields:
        yield from _column_rules(schema, table, field)


def _column_rules(schema: Schema, table: Table, field: Field) -> Iterator[Rule]:
    if field.required:
        yield _missing(table, field)
        yield _required(table, field)
    yield from (cast_rule(table, field, kind) for kind in _cast_kinds(field))
    if field.references:
        yield _reference(schema, table, field, *field.references)
    if field.type in DATES:
        yield from _date_rules(table, field)
    if field.code_set:
        yield from _code_date(schema, table, field)
    if field.size and field.type == "string" and not field.code_set:
        yield _rule(
            table,
            f"{field.name}.length",
            (field.name,),
            "minor",
            f"{_label(field)} is no longer than {field.size} characters.",
            "Longer values are cut by the systems a return goes to.",
            "Shorten the value at its source, or check that the column holds what its name says.",
            f"length(this.{quoted(field.name)}) > {field.size}",
        )


def cast_rule(table: Table, field: Field, kind: str) -> Rule:
    """The rule broken by each value of a column that did not type; `kind` as in staging.cast_failures."""
    words = {"column": _label(field), "type": field.type, "code_set": field.code_set or ""}
    return Rule(
        id=f"{table.name}.{field.name}.{kind}",
        table=table.name,
        columns=(f"{table.name}.{field.name}",),
        # The age on an Annex A list follows from the birth date, which has rules of its own.
        severity="minor" if table.schema == "annex_a" and field.name == "age" else "major",
        says=CAST_SAYS[kind].format(**words),
        why="A value that cannot be read is left blank, so its record may leave a measure or stand under Not known.",
        fix=CAST_FIX[kind].format(**words),
        owner=table.owner,
        kind="structure",
        test="cast",
        query=(
            "select record_id, person_id, column_name, value, source_file, source_row from staging.cast_failures"
            f" where table_name = '{table.name}' and column_name = '{field.name}' and kind = '{kind}'"
        ),
    )


def _cast_kinds(field: Field) -> Iterator[str]:
    if field.type not in ("string", "json"):
        yield "type"
    if field.code_set:
        yield "code"
    if field.type == "json":
        yield "json"
    yield "error_value"


def _rule(
    table: Table,
    name: str,
    columns: tuple[str, ...],
    severity: Severity,
    says: str,
    why: str,
    fix: str,
    condition: str,
    reads: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        id=f"{table.name}.{name}",
        table=table.name,
        columns=(*(f"{table.name}.{column}" for column in columns), *reads),
        severity=severity,
        says=says,
        why=why,
        fix=fix,
        owner=table.owner,
        kind="structure",
        condition=condition,
    )


def _unique(table: Table) -> Rule:
    columns = ", ".join(quoted(name) for name in table.unique)
    filled = " and ".join(f"{quoted(name)} is not null" for name in table.unique)
    return Rule(
        id=f"{table.name}.key.unique",
        table=table.name,
        columns=tuple(f"{table.name}.{name}" for name in table.unique),
        severity="critical" if table.name in _exceptions().core else "major",
        says=f"No two rows have the same {' and '.join(table.unique)}: one row is {table.one_row_is}.",
        why="A repeated record is counted twice, or hides the true one.",
        fix="Find which copy is right in the case system, and remove or merge the other.",
        owner=table.owner,
        kind="structure",
        test="unique",
        query=(
            f"select record_id, person_id, '{table.unique[0]}' as column_name,"
            f" cast({quoted(table.unique[0])} as varchar) as value, source_file, source_row"
            f" from staging.{quoted(table.name)} where {filled} qualify count(*) over (partition by {columns}) > 1"
        ),
    )


def _rows_changed(table: Table) -> Rule:
    percent = _setting("rows_may_change_percent", ROWS_MAY_CHANGE_PERCENT)
    always = _setting("rows_always_may_change_by", ROWS_ALWAYS_MAY_CHANGE_BY)
    return Rule(
        id=f"{table.name}.rows.changed",
        table=table.name,
        columns=(),
        severity="critical",
        says=(
            f"The number of rows is within {ROWS_MAY_CHANGE_PERCENT} % of the load before, or the share that the"
            " authority set."
        ),
        why="A table that suddenly lost or gained a fifth of its rows was most likely cut short or delivered twice.",
        fix="Ask who made the extract whether the change is real; if so, waive this rule with the reason.",
        owner=table.owner,
        kind="structure",
        query=(
            "select null as record_id, null as person_id, null as column_name, cast(now_rows as varchar) as value,"
            " null as source_file, null as source_row"
            f" from (select count(*) as now_rows from staging.{quoted(table.name)}) as this"
            " cross join (select sum(rows) as old_rows from meta.files"
            f" where table_name = '{table.name}' and load_id = getvariable('previous_load')) as before"
            f" where 100 * abs(now_rows - old_rows) > {percent} * old_rows"
            f" and abs(now_rows - old_rows) > {always}"
        ),
    )


def _setting(name: str, default: int) -> str:
    """SQL for what the authority set, else the default."""
    return f"coalesce((select max(value::decimal(12, 3)) from ref.setting where name = '{name}'), {default})"


def _spell_rules(table: Table) -> Iterator[Rule]:
    if table.start and table.end and table.name not in _exceptions().no_order:
        yield _rule(
            table,
            f"{table.end}.before_start",
            (table.end, table.start),
            "major",
            f"{_label(table.field(table.end))} is on or after {_label(table.field(table.start))}.",
            "An end before its start cannot be placed in time, so the record leaves the measures that compare the two.",
            "Correct whichever date is wrong in the case system.",
            f"this.{quoted(table.end)} < this.{quoted(table.start)}",
        )
    # The lists of a workbook carry no death date, and their birth dates are checked in the tables made from them.
    if not (table.start and table.person) or table.schema == "annex_a":
        return
    if table.name not in _exceptions().before_birth:
        yield _rule(
            table,
            f"{table.start}.before_birth",
            (table.start,),
            "major",
            f"{_label(table.field(table.start))} is on or after the person's birth date.",
            "One of the dates is wrong, so the child's age is, or the record stands in the wrong period.",
            "Correct the birth date or the event's date; check that the record belongs to this child.",
            f"this.{quoted(table.start)} < person.birth_date",
            ("ssd_person.pers_dob",),
        )
    if table.name not in _exceptions().after_death:
        yield _rule(
            table,
            f"{table.start}.after_death",
            (table.start,),
            "major",
            f"{_label(table.field(table.start))} is on or before the person's date of death.",
            "Work recorded after a death is on the wrong record, or the death is.",
            "Check the date of death and that the record belongs to this person.",
            f"cast(this.{quoted(table.start)} as date) > person.death_date",
            ("ssd_person.pers_death_date",),
        )


def _missing(table: Table, field: Field) -> Rule:
    return Rule(
        id=f"{table.name}.{field.name}.missing",
        table=table.name,
        columns=(f"{table.name}.{field.name}",),
        # Older copies of Annex A have fewer columns: what they cannot support is not available, the rest may go.
        severity="major" if table.schema == "annex_a" else "critical",
        says=f"{table.title} ({table.name}) came with the column {_label(field)}.",
        why="Every measure that needs the column is not available, and no other rule can test it.",
        fix="Add the column to the extract, under this name or one of its known headings.",
        owner=table.owner,
        kind="structure",
        test="delivered",
        query=(
            f"select null as record_id, null as person_id, '{field.name}' as column_name, null as value,"
            " null as source_file, null as source_row where not exists (select 1 from staging.delivered"
            f" where table_name = '{table.name}' and column_name = '{field.name}')"
        ),
    )


def _required(table: Table, field: Field) -> Rule:
    name = f"{table.name}.{field.name}"
    core = table.name in _exceptions().core and (field.name in table.key or field.name == table.person)
    when = _exceptions().required_when.get(name)
    blank = f"this.{quoted(field.name)} is null"
    return Rule(
        id=f"{name}.required",
        table=table.name,
        columns=(name,),
        severity="critical" if core else "major",
        says=f"{_label(field)} is filled{f' where {when}' if when else ''}.",
        why="A record without it cannot be counted in the right place, or at all.",
        fix="Fill it in the case system or the extract.",
        owner=table.owner,
        kind="structure",
        condition=f"{blank} and {when}" if when else blank,
    )


def _reference(schema: Schema, table: Table, field: Field, other: str, other_column: str) -> Rule:
    name, found = quoted(field.name), f"select 1 from known.{quoted(other)} as found"
    rule = _rule(
        table,
        f"{field.name}.reference",
        (field.name,),
        "minor" if other in ("ssd_department", "ssd_professionals") else "major",
        f"{_label(field)} is found in {schema.tables[other].title} ({other}.{other_column}).",
        "A record whose other half is missing leaves every measure that follows the link.",
        f"Correct the id, or deliver the row of {other} it names.",
        f"this.{name} is not null and not exists ({found} where found.{quoted(other_column)} = this.{name})",
        (f"{other}.{other_column}",),
    )
    # A child who is named in a table of spells may have had theirs before the months that a workbook tells of.
    return replace(rule, whole_history=(other_column,) != schema.tables[other].key)


def _label(field: Field) -> str:
    """What the column holds, where that is said in few words, and its name."""
    says = field.description.partition(";")[0]
    return f"{says[0].upper()}{says[1:]} ({field.name})" if 0 < len(says) <= MOST_WORDS else field.name


def _date_rules(table: Table, field: Field) -> Iterator[Rule]:
    name, column = f"{table.name}.{field.name}", quoted(field.name)
    if name not in _exceptions().future:
        yield _rule(
            table,
            f"{field.name}.future",
            (field.name,),
            "major" if field.name in (table.start, table.end) else "minor",
            f"{_label(field)} is not after the day the extract was taken.",
            "What has not happened yet is counted, or hides that it is still to do.",
            "Correct the date.",
            f"cast(this.{column} as date) > extracted_on",
        )
    if name not in _exceptions().long_ago:
        yield _rule(
            table,
            f"{field.name}.placeholder",
            (field.name,),
            "major",
            f"{_label(field)} is not a stand-in for a blank, such as 1 January 1900.",
            "A stand-in date turns an unknown into a wait of a hundred years.",
            "Leave the date blank where it is not known.",
            f"this.{column} < date '{OLDEST}'",
        )


def _code_date(schema: Schema, table: Table, field: Field) -> Iterator[Rule]:
    name = f"{table.name}.{field.name}"
    at = _exceptions().code_dates.get(name, table.start)
    dated = any(code.valid_from or code.valid_to for code in schema.code_sets[field.code_set or ""].codes)
    if not at or not dated or field.type == "json":
        return
    of_code = f"from ref.codes as listed where code_set = '{field.code_set}' and code = this.{quoted(field.name)}"
    yield _rule(
        table,
        f"{field.name}.code_date",
        (field.name, at),
        "minor",
        f"The code in {_label(field)} was in use on {_label(table.field(at))}.",
        "A code from before or after its time is refused by the statutory return.",
        "Choose the code that was in use on that day.",
        f"exists (select 1 {of_code}) and this.{quoted(at)} is not null and not exists (select 1 {of_code}"
        f" and this.{quoted(at)} >= coalesce(valid_from, date '0001-01-01')"
        f" and this.{quoted(at)} <= coalesce(valid_to, date '9999-12-31'))",
    )


def _annex_a_rules(table: Table) -> Iterator[Rule]:
    yield _rule(
        table,
        "no_birth_date",
        ("date_of_birth",),
        # Lists 1 to 7 may hold unborn children; nobody is looked after, leaving care or adopted before birth.
        "major" if table.name in ("annex_a_list_8", "annex_a_list_9", "annex_a_list_10") else "minor",
        "The child has a date of birth.",
        "Without it the child has no age, and stands under Not known in every breakdown by age.",
        "Record the date of birth, or the expected date of an unborn child.",
        "this.date_of_birth is null",
    )
    if table.has("age"):
        yield _rule(
            table,
            "age_differs",
            ("age", "date_of_birth"),
            "minor",
            "The age agrees with the date of birth, within a year of the extract's day.",
            "One of the two is wrong.",
            "Correct the date of birth, or the formula that gives the age.",
            "this.date_of_birth is not null and abs(this.age - greatest(age(this.date_of_birth, extracted_on), 0)) > 1",
        )
    for name, column, what in (("birth_date_differs", "date_of_birth", "birth date"), ("sex_differs", "gender", "sex")):
        yield _rule(
            table,
            name,
            (column, "child_unique_id"),
            "major" if column == "date_of_birth" else "minor",
            f"A child has the same {what} on every list.",
            "The lists come from one record, so one of them is wrong, and with it a breakdown.",
            "Find which list is right in the case system, and correct what fills the other.",
            "exists (select 1 from known.annex_a_children as other"
            f" where other.child_unique_id = this.child_unique_id and other.{column} <> this.{column})",
        )
