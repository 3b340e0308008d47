"""Whether every measure file is fit to be counted with: `quarterlight measures --check`.

A file is looked at in the order in which an analyst writes it: the header, the one SELECT, the columns it returns, the
fields it names against those it reads, its length, its worked example, and a run on an invented council.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.catalogue import Catalogue, Measure, Prepare, header_faults
from transforms.compute import compute
from transforms.examples import examples_folder, read_example
from transforms.reads import Reader
from warehouse.calendar import Quarter
from warehouse.errors import SettingsError

LONGEST = 60


@dataclass(frozen=True)
class Fault:
    """What is wrong with one file, and what to do about it."""

    path: str
    says: str


def faulty_headers(folder: Path | None = None) -> list[Fault]:
    """The files whose header, name or place cannot be used; while there are any, no catalogue can be loaded."""
    return [Fault(path, says) for path, says in header_faults(folder)]


def faulty_files(catalogue: Catalogue, examples: Path | None = None) -> list[Fault]:
    """What can be seen without data: files that are no single SELECT, are too long, or lack a worked example."""
    faults = []
    with duckdb.connect() as connection:
        entries: list[Prepare | Measure] = [*catalogue.prepare.values(), *catalogue.measures.values()]
        for entry in entries:
            lines = len(entry.sql.strip().splitlines())
            if lines > LONGEST:
                says = f"{lines} lines; put what is a concept of its own into transforms/prepare/, {LONGEST} at most"
                faults.append(Fault(entry.path, says))
            try:
                statements = connection.extract_statements(entry.sql)
            except duckdb.ParserException as error:
                faults.append(Fault(entry.path, f"DuckDB cannot read it. {str(error).splitlines()[0]}"))
                continue
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                faults.append(Fault(entry.path, "the file must hold one SELECT and nothing else"))
    return faults + _faulty_examples(catalogue, examples or examples_folder())


def _faulty_examples(catalogue: Catalogue, folder: Path) -> list[Fault]:
    faults = []
    for measure in catalogue.measures.values():
        path = folder / f"{measure.id}.yaml"
        if not path.is_file():
            says = f"no worked example: write {folder.name}/{path.name} beside the tests, rows in and verdicts out"
            faults.append(Fault(measure.path, says))
            continue
        try:
            read_example(path)
        except SettingsError as error:
            faults.append(Fault(measure.path, str(error)))
    return faults


def faulty_runs(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, quarter: Quarter) -> list[Fault]:
    """What a run on a warehouse's session shows: measures that do not run, or read other fields than they name.

    The connection is spent afterwards.
    """
    faults = _stopped(connection, catalogue, quarter)
    connection.execute("drop schema prepare cascade")
    connection.execute("create schema prepare")
    reader = Reader(connection, catalogue)
    for measure in catalogue.measures.values():
        if measure.path not in {fault.path for fault in faults}:
            faults += [Fault(measure.path, says) for says in reader.misstated(measure)]
    return faults


def _stopped(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, quarter: Quarter) -> list[Fault]:
    """The measures that stop a run; asked one by one only if all together do."""
    try:
        compute(connection, catalogue, quarter, quarters=1, months=1)
    except SettingsError:
        pass
    else:
        return []
    faults = []
    for measure in catalogue.measures.values():
        try:
            compute(connection, catalogue, quarter, quarters=1, months=1, measures=[measure.id])
        except SettingsError as error:
            faults.append(Fault(measure.path, str(error)))
    return faults
