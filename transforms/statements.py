"""Whether every measure and building block is one SELECT that DuckDB can read."""

import duckdb

from transforms.catalogue import Catalogue, Measure, Prepare


def faulty_statements(catalogue: Catalogue) -> list[str]:
    """One sentence for each SQL file that is not a single SELECT; none when all are."""
    faults = []
    with duckdb.connect() as con:
        files: list[Prepare | Measure] = [*catalogue.prepare.values(), *catalogue.measures.values()]
        for entry in files:
            try:
                statements = con.extract_statements(entry.sql)
            except duckdb.ParserException as error:
                faults.append(f"{entry.path}: DuckDB cannot read it. {str(error).splitlines()[0]}")
                continue
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                faults.append(f"{entry.path}: the file must hold one SELECT and nothing else.")
    return faults
