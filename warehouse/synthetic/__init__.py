"""An invented council: extracts of a whole children's service, made from a seed, for the demo, tests and benchmarks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["Generated", "generate"]


@dataclass(frozen=True)
class Generated:
    """What was written: the folder, rows by table, and how many faults were put in."""

    folder: Path
    rows: dict[str, int]
    faults: int


def generate(
    folder: Path,
    authority: str = "887",
    children: int = 65_000,
    years: int = 5,
    seed: int = 1,
    extracted_on: date = date(2026, 10, 5),
    faults: float = 0.0,
    gentle: bool = False,
) -> Generated:
    """Writes the extracts of an invented council into `folder`.

    `children` is the number of residents aged 0 to 17; `years` the length of the history before `extracted_on`;
    `faults` the share of records that get one broken cell, each listed in faults.csv; `gentle` leaves out
    the faults that would stop a return (repeated keys, blank required cells). The same arguments give the same
    bytes. SettingsError when an argument is out of range.
    """
    from warehouse.synthetic.build import build

    return build(folder, authority, children, years, seed, extracted_on, faults, gentle)
