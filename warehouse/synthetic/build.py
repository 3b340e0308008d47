"""From arguments to a written folder: draw the council, write its tables, break some cells, save."""

from datetime import date
from pathlib import Path

from warehouse.errors import SettingsError
from warehouse.schema import load_schema
from warehouse.synthetic import Generated
from warehouse.synthetic.arrays import YEAR
from warehouse.synthetic.care_health import write_wellbeing
from warehouse.synthetic.care_leavers import write_care_leavers
from warehouse.synthetic.care_tables import write_care
from warehouse.synthetic.council import Council
from warehouse.synthetic.extracts import Extracts
from warehouse.synthetic.faults import break_tables
from warehouse.synthetic.front_door import write_front_door
from warehouse.synthetic.people import write_people
from warehouse.synthetic.protection import write_protection
from warehouse.synthetic.scene import draw_scene
from warehouse.synthetic.special_needs import write_needs
from warehouse.synthetic.staff import write_staff
from warehouse.synthetic.supplementary_care import write_supplementary_care
from warehouse.synthetic.supplementary_education import write_education
from warehouse.synthetic.supplementary_governance import write_governance
from warehouse.synthetic.supplementary_missing import write_missing
from warehouse.synthetic.supplementary_protection import write_supplementary_protection
from warehouse.synthetic.supplementary_quality import write_quality
from warehouse.synthetic.supplementary_reference import write_reference
from warehouse.synthetic.supplementary_workforce import supervised_from, write_workforce
from warehouse.synthetic.writer import write_folder

_FEWEST_CHILDREN = 500


def _check(authority: str, children: int, years: int, faults: float) -> None:
    known = {code.code for code in load_schema().code_sets["la_number"].codes}
    if authority not in known:
        raise SettingsError(
            "--authority is a council's three-digit DfE number, such as 887; this one is not in the list of councils."
        )
    if not _FEWEST_CHILDREN <= children <= 2_000_000:
        raise SettingsError(f"--children is the number of residents aged 0 to 17, from {_FEWEST_CHILDREN} to 2000000.")
    if not 1 <= years <= 15:
        raise SettingsError("--years is the length of the history, from 1 to 15.")
    if not 0 <= faults <= 0.2:
        raise SettingsError("--faults is the share of records to break, from 0 to 0.2.")


def draw_tables(council: Council) -> Extracts:
    """Every table of a council without faults."""
    scene = draw_scene(council)
    extracts = Extracts(load_schema())
    write_people(scene, extracts)
    write_front_door(scene, extracts)
    conference, plan = write_protection(scene, extracts)
    write_care(scene, extracts)
    write_wellbeing(scene, extracts)
    write_care_leavers(scene, extracts)
    write_staff(scene, extracts)
    write_needs(scene, extracts)
    write_workforce(scene, extracts)
    write_reference(scene, extracts)
    write_supplementary_protection(scene, extracts, conference, plan)
    write_missing(scene, extracts)
    write_supplementary_care(scene, extracts)
    write_education(scene, extracts)
    write_quality(scene, extracts)
    write_governance(scene, extracts)
    return extracts


def covers_from(council: Council) -> dict[str, int]:
    """From which day the extract holds the tables that it does not hold whole, as its manifest says.

    Referrals and what follows them begin a year before the history, so that a re-referral in its first year is seen.
    """
    from_the_start = ("ssd_contacts", "sup_contact_decisions", "ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits")
    a_year_before = ("ssd_cin_episodes", "ssd_cin_assessments", "ssd_s47_enquiry", "ssd_initial_cp_conference")
    return {
        "sup_supervision": supervised_from(council),
        **dict.fromkeys(from_the_start, council.start),
        **dict.fromkeys(a_year_before, council.start - round(YEAR)),
    }


def build(
    folder: Path,
    authority: str,
    children: int,
    years: int,
    seed: int,
    extracted_on: date,
    faults: float,
    gentle: bool,
) -> Generated:
    """See `warehouse.synthetic.generate`."""
    _check(authority, children, years, faults)
    council = Council.make(authority, children, years, seed, extracted_on)
    extracts = draw_tables(council)
    rows = {name: table.num_rows for name, table in sorted(extracts.tables.items())}
    covers = covers_from(council)
    if not faults:
        write_folder(folder, extracts.tables, council, covers)
        return Generated(folder, rows, 0)
    broken, listed = break_tables(council, extracts.schema, extracts.tables, faults, gentle)
    write_folder(folder, {**broken, "faults": listed}, council, covers)
    return Generated(folder, rows, listed.num_rows)
