"""Invented names and numbers that satisfy the check digits of the real ones and belong to nobody."""

import numpy as np
from numpy.typing import NDArray

from warehouse.synthetic.arrays import Generator, Ints, Texts, padded
from warehouse.synthetic.council import read_data

_UPN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"))


def words(kind: str) -> Texts:
    """The invented words of one kind: surname_start, surname_end, female, male, street, town."""
    return np.array([row["name"] for row in read_data("names") if row["kind"] == kind])


def _digits(numbers: Ints, width: int) -> NDArray[np.int64]:
    return numbers[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10


def nhs_numbers(n: int) -> Texts:
    """Valid NHS numbers from the range 999 000 0000 to 999 999 9999, which is kept for tests and never issued."""
    bodies = 999_000_000 + np.arange(int(n * 1.12) + 50)
    total = (_digits(bodies, 9) * np.arange(10, 1, -1)).sum(axis=1)
    check = (11 - total % 11) % 11
    valid = check < 10
    numbers: Texts = (bodies[valid][:n] * 10 + check[valid][:n]).astype(np.str_)
    return numbers


def upns(authority: str, n: int, entry_year: Ints) -> Texts:
    """Valid unique pupil numbers: check letter, council, school, year of entry, serial (DfE, UPN guide)."""
    number = np.arange(n)
    body = int(authority) * 10**9 + (2000 + number // 1000 % 8000) * 10**5 + entry_year % 100 * 1000 + number % 1000
    letter = _UPN_LETTERS[(_digits(body, 12) * np.arange(2, 14)).sum(axis=1) % 23]
    return np.char.add(letter, padded(body, 12))


def surnames(rng: Generator, family: Ints) -> Texts:
    """A surname for each family."""
    starts, ends = words("surname_start"), words("surname_end")
    count = int(family.max(initial=0)) + 1
    names = np.char.add(starts[rng.integers(0, len(starts), count)], ends[rng.integers(0, len(ends), count)])
    chosen: Texts = names[family]
    return chosen


def forenames(rng: Generator, sex: Texts, surname: Texts, born: Ints) -> Texts:
    """Forenames, so that no two people share forename, surname and birth date."""
    pools = {"F": words("female"), "M": words("male")}
    first = rng.integers(0, 10_000, len(sex))
    second = np.zeros(len(sex), dtype=np.int64)

    def name(shift: Ints) -> Texts:
        women, men = ((first + shift) % len(pools[code]) for code in ("F", "M"))
        names: Texts = np.where(sex == "F", pools["F"][women], pools["M"][men])
        return names

    _, family = np.unique(surname, return_inverse=True)
    for _ in range(20):
        names = name(second)
        _, code = np.unique(names, return_inverse=True)
        key = (family.astype(np.int64) * 200 + code) * 100_000 + born + 30_000
        _, keep = np.unique(key, return_index=True)
        again = np.ones(len(sex), dtype=bool)
        again[keep] = False
        if not again.any():
            break
        second[again] += 1 + np.flatnonzero(again) % 7
    return name(second)
