"""Invented postcodes: areas that no post office uses, each inside one council, so that a lookup can find it."""

import numpy as np

from warehouse.synthetic.arrays import Ints, Texts

# No real postcode begins with these letters. The first is the council's own area; the others belong to neighbours.
_AREAS = ("AP", "BC", "DC", "EF", "FG")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_EACH = 9 * 9 * 20 * 20
OWN_POSTCODES = 2_400


def postcode(area: Ints, number: Ints) -> Texts:
    """The postcode of an area (0 is the council's own) and a number, without a space."""
    n = number % _EACH
    letters = np.array(list(_LETTERS))
    outward = np.char.add(np.array(_AREAS)[area], (n % 9 + 1).astype(np.str_))
    inward = np.char.add((n // 9 % 9 + 1).astype(np.str_), np.char.add(letters[n // 81 % 20], letters[n // 1620 % 20]))
    return np.char.add(outward, inward)


def areas() -> tuple[str, ...]:
    """The postcode areas, the council's own first."""
    return _AREAS
