"""A warehouse that is lost is built again from the landing folder, and its findings keep the lives they had."""

from pathlib import Path

import pytest

from flows.commands.start import make_workspace
from tests.support.council import run

pytestmark = [pytest.mark.flows]

CONTACTS = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\n"


def _refresh(folder: Path, day: str, people: str, contacts: str) -> None:
    extracts = folder / "extracts"
    extracts.mkdir(exist_ok=True)
    (extracts / "ssd_person.csv").write_text("pers_person_id,pers_dob,pers_sex\n" + people, encoding="utf-8")
    (extracts / "ssd_contacts.csv").write_text(CONTACTS + contacts, encoding="utf-8")
    run("refresh", "--workspace", folder, "--extracted-on", day)


def test_findings_are_as_old_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    make_workspace(folder, "887", "Medway", "extracts", "E06000035")
    # Ben was born after the extract: found in July, put right in August, back in October. Dee's is found in October.
    _refresh(folder, "2026-07-06", "ann,2015-01-01,F\nben,2031-01-01,M\n", "c1,ann,2026-06-01,1A\n")
    _refresh(folder, "2026-08-03", "ann,2015-01-01,F\nben,2013-01-01,M\n", "c1,ann,2026-06-01,1A\n")
    _refresh(folder, "2026-10-05", "ann,2015-01-01,F\nben,2031-01-01,M\ndee,2032-01-01,F\n", "c1,ann,2026-06-01,1A\n")
    (findings,) = (folder / "findings" / "887").glob("2026-10-05*.csv")
    before = findings.read_bytes()
    lines = [line.split(",") for line in before.decode().splitlines()]
    of = {row[3]: (row[10], row[11]) for row in lines if row[0] == "person.born_in_future"}
    assert of == {"ben": ("came_back", "2026-07-06"), "dee": ("new", "2026-10-05")}

    (folder / "warehouse" / "887.duckdb").unlink()
    run("refresh", "--workspace", folder, "--extracted-on", "2026-10-05")
    assert findings.read_bytes() == before
