"""A small invented council in a warehouse of its own, for trying things out without anybody's data."""

from datetime import date, datetime
from pathlib import Path

from flows.settings import Measures, Rules
from warehouse.database import Session, open_session, working_copy
from warehouse.history import load_into_history
from warehouse.landing import land
from warehouse.rebuild import prepare_load
from warehouse.schema import load_schema
from warehouse.sources import open_source
from warehouse.synthetic import generate
from warehouse.tables import create_database

AUTHORITY, NAME, LA_CODE = "887", "Invented Council", "E06000035"
EXTRACTED_ON = date(2026, 10, 5)


def invented_warehouse(
    folder: Path, children: int = 2000, years: int = 3, seed: int = 1, faults: float = 0.0
) -> Session:
    """Invents a council in `folder`, brings it into a warehouse there without checking it, and opens that.

    Close the session, or use it in a `with`.
    """
    extracts, path, schema = folder / "extracts", folder / f"{AUTHORITY}.duckdb", load_schema()
    generate(
        extracts,
        authority=AUTHORITY,
        children=children,
        years=years,
        seed=seed,
        extracted_on=EXTRACTED_ON,
        faults=faults,
    )
    settings = {**Rules().reference(), **Measures().reference()}
    taken = datetime.combine(EXTRACTED_ON, datetime.min.time())
    landed = land(open_source(str(extracts), schema), folder / "landing", AUTHORITY, taken, True)
    with working_copy(path, now=taken) as copy:
        create_database(copy.connection, schema, AUTHORITY, NAME, LA_CODE, settings)
        prepare_load(copy.connection, landed, schema, {})
        load_into_history(copy.connection, landed, schema, "extracts")
        copy.publish()
    return open_session(path, None, settings)
