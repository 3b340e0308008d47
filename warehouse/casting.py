"""Types one landed load: landed text in, typed tables in schema `staging` out, and a row for every cell that failed.

Nothing is guessed and nothing is lost: what will not type becomes NULL, and `staging.cast_failures` keeps the text with
its record, file and row. The spellings that type are listed in `casting.sql`; those of codes in `spellings.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.queries import quoted, read_queries
from warehouse.schema import Field, Schema, Table
from warehouse.spellings import Spellings

_SOURCE = ("source_file", "source_row")


@dataclass(frozen=True)
class _LandedTable:
    """A landed table and which of its schema's fields were delivered."""

    table: Table
    path: Path
    delivered: tuple[Field, ...]

    @property
    def text(self) -> str:
        """The temporary table with the delivered fields as trimmed text."""
        return quoted(f"text of {self.table.name}")

    @property
    def typed(self) -> str:
        """The temporary table with every field typed, beside the text it was made of."""
        return quoted(f"typed {self.table.name}")

    @property
    def coded(self) -> tuple[Field, ...]:
        return tuple(field for field in self.delivered if _is_coded(field))


def cast_load(
    con: duckdb.DuckDBPyConnection, folder: Path, schema: Schema, mappings: Mapping[str, Mapping[str, str]]
) -> None:
    """Fills schema `staging` anew from a load's folder; `mappings` are the authority's spellings: code set, raw, code.

    Makes `staging.<table>` for each table of the schema that landed (every field, those not delivered NULL, then
    source_file, source_row, row_hash, record_id, person_id), and staging.delivered, cast_failures and spellings_used.
    """
    con.execute("begin transaction")
    try:
        _fill_staging(con, folder, schema, mappings)
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise


def _fill_staging(
    con: duckdb.DuckDBPyConnection, folder: Path, schema: Schema, mappings: Mapping[str, Mapping[str, str]]
) -> None:
    queries = read_queries("casting.sql")
    con.execute(queries["macros"])
    con.execute(queries["staging"])
    landed = [_landed_table(con, table, folder) for table in schema.tables.values() if _path(folder, table).is_file()]
    for entry in landed:
        _read_text(con, entry)
    _match_spellings(con, schema, mappings)
    for entry in landed:
        _type(con, entry)
    con.execute(queries["fill_spellings_used"])
    con.execute(queries["clear"])


def row_hash(table: Table) -> str:
    """The SQL expression of a row's identity: MD5 over its filled fields by name, so a new field changes none."""
    parts = ", ".join(f"'{field.name}=' || {quoted(field.name)}" for field in table.fields)
    return f"md5(concat_ws(chr(31), {parts}))"


def record_id(table: Table) -> str:
    """The SQL expression of a record's id: the key's parts joined by a bar; NULL when every part is."""
    parts = [f"cast({quoted(name)} as varchar)" for name in table.key]
    if len(parts) == 1:
        return parts[0]
    joined = ", ".join(f"coalesce({part}, '')" for part in parts)
    return f"case when coalesce({', '.join(parts)}) is not null then concat_ws('|', {joined}) end"


def person_id(table: Table) -> str:
    """The SQL expression of the person a row is about; NULL where the table has none."""
    return f"cast({quoted(table.person) if table.person else 'null'} as varchar)"


def _path(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.parquet"


def _is_coded(field: Field) -> bool:
    """Whether the whole cell is a code; in JSON a code set names the keys inside, which the checks look at."""
    return field.type == "string" and field.code_set is not None


def _landed_table(con: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> _LandedTable:
    path = _path(folder, table)
    con.execute(read_queries("casting.sql")["landed_columns"], {"path": str(path)})
    columns = {column[0] for column in con.description or ()}
    return _LandedTable(table, path, tuple(field for field in table.fields if field.name in columns))


def _read_text(con: duckdb.DuckDBPyConnection, entry: _LandedTable) -> None:
    """Reads the delivered fields, trimmed, and notes how often each spelling of a coded field occurs."""
    cells = [f"clean_text({quoted(field.name)}) as {quoted(field.name)}" for field in entry.delivered]
    con.execute(
        f"create or replace temp table {entry.text} as select {', '.join((*cells, *_SOURCE))} from read_parquet($path)",
        {"path": str(entry.path)},
    )
    names = [field.name for field in entry.delivered]
    if names:
        fill = read_queries("casting.sql")["fill_delivered"]
        con.execute(fill, {"table_name": entry.table.name, "columns": names})
    counts = [
        f"select '{entry.table.name}', '{field.name}', '{field.code_set}', {quoted(field.name)}, count(*) "
        f"from {entry.text} where {quoted(field.name)} is not null group by all"
        for field in entry.coded
    ]
    if counts:
        con.execute("insert into delivered_spelling " + " union all ".join(counts))


def _match_spellings(con: duckdb.DuckDBPyConnection, schema: Schema, mappings: Mapping[str, Mapping[str, str]]) -> None:
    queries = read_queries("casting.sql")
    spellings: dict[str, Spellings] = {}
    found: list[tuple[str, str, str, str]] = []
    for name, text in con.execute(queries["distinct_spellings"]).fetchall():
        if name not in spellings:
            spellings[name] = Spellings(schema.code_sets[name], mappings.get(name, {}))
        match = spellings[name].find(text)
        if match:
            found.append((name, text, match.code, match.how))
    if found:
        columns = zip(("code_sets", "spellings", "codes", "hows"), map(list, zip(*found, strict=True)), strict=True)
        con.execute(queries["fill_matches"], dict(columns))


def _type(con: duckdb.DuckDBPyConnection, entry: _LandedTable) -> None:
    """Makes staging.<table> and adds the cells that did not type to staging.cast_failures."""
    table = entry.table
    delivered = {field.name for field in entry.delivered}
    typed = [_typed(field) if field.name in delivered else _absent(field) for field in table.fields]
    text = [f"t.{quoted(field.name)} as {_text_of(field)}" for field in entry.delivered]
    joins = "".join(_code_join(field) for field in entry.coded)
    con.execute(
        f"create or replace temp table {entry.typed} as "
        f"select {', '.join([*typed, *text, *(f't.{name}' for name in _SOURCE)])} from {entry.text} as t{joins}"
    )
    names = ", ".join(quoted(field.name) for field in table.fields)
    con.execute(
        f"create table staging.{quoted(table.name)} as select {names}, {', '.join(_SOURCE)}, "
        f"{row_hash(table)} as row_hash, {record_id(table)} as record_id, {person_id(table)} as person_id "
        f"from {entry.typed} order by source_file, source_row"
    )
    failing = _failing(con, entry)
    if failing:
        failures = " union all ".join(_failures(entry, field) for field in failing)
        con.execute(f"insert into staging.cast_failures {failures}")
    con.execute(f"drop table {entry.typed}; drop table {entry.text};")


def _failing(con: duckdb.DuckDBPyConnection, entry: _LandedTable) -> list[Field]:
    """The fields with a cell that did not type; asked first, since most have none."""
    if not entry.delivered:
        return []
    found = ", ".join(f"count({_text_of(field)}) > count({quoted(field.name)})" for field in entry.delivered)
    answers = con.execute(f"select {found} from {entry.typed}").fetchall()[0]
    return [field for field, failed in zip(entry.delivered, answers, strict=True) if failed]


def _text_of(field: Field) -> str:
    return quoted(f"text of {field.name}")


def _typed(field: Field) -> str:
    """A delivered field's typed value, from its text `t` and, for a code, the match of its spelling."""
    name = quoted(field.name)
    if _is_coded(field):
        return f"{_code_alias(field)}.code as {name}"
    return f"text_to_{field.type}(t.{name}) as {name}"


def _absent(field: Field) -> str:
    return f"cast(null as {field.duckdb_type}) as {quoted(field.name)}"


def _code_alias(field: Field) -> str:
    return quoted(f"code of {field.name}")


def _code_join(field: Field) -> str:
    alias = _code_alias(field)
    return (
        f" left join spelling_match as {alias} "
        f"on {alias}.code_set = '{field.code_set}' and {alias}.spelling = t.{quoted(field.name)}"
    )


def _failures(entry: _LandedTable, field: Field) -> str:
    text, kind = _text_of(field), "code" if _is_coded(field) else "json" if field.type == "json" else "type"
    return (
        f"select '{entry.table.name}', '{field.name}', "
        f"case when is_error_value({text}) then 'error_value' else '{kind}' end, {text}, "
        f"{record_id(entry.table)}, {person_id(entry.table)}, source_file, source_row "
        f"from {entry.typed} where {text} is not null and {quoted(field.name)} is null"
    )
