"""Which code a delivered spelling stands for: one look-up for each code set, in which the first match wins.

The order: the code itself; then by rule (case, spaces and punctuation aside: the code, its label, the bare code, the
Annex A forms such as `a) Male`, `N1 - Abuse or neglect`, `C1: ICO`); then the spellings that ship with the schema; then
the authority's own mappings. A key that a rule would give to two codes is left to the later steps: nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warehouse.schema import Code, CodeSet

_OPEN_NOTES = ("local wording varies", "examples only", "use the local authority name")
_LIST_LETTER = re.compile(r"^\s*[a-z]{1,2}\)\s*", re.IGNORECASE)
_HEAD_AND_TEXT = re.compile(r"^\s*(.+?)\s*(?::|\s[-–—])\s*(.*)$", re.DOTALL)
# A code such as N1, 1A, PR0 or WBRI names itself, whatever text follows it; a word such as `Yes` does not.
_NAMES_ITSELF = re.compile(r"(?=.*[0-9])[A-Z0-9]{2,4}|[A-Z]{3,4}")


@dataclass(frozen=True)
class Match:
    """The code a spelling stands for. `how` is exact, rule, shipped, authority, or `as given` in a set that is open."""

    code: str
    how: str


def is_open(code_set: CodeSet) -> bool:
    """Whether words outside the set are right too: its notes say that local wording varies or it lists examples."""
    return any(note in code.note for code in code_set.codes for note in _OPEN_NOTES)


class Spellings:
    """The look-up of one code set."""

    def __init__(self, code_set: CodeSet, mapped: Mapping[str, str]) -> None:
        known = {code.code for code in code_set.codes}
        self._codes = known
        self._is_open = is_open(code_set)
        self._by_rule = _rule_keys(code_set.codes)
        self._heads = {_plain(code.bare_code or code.code): code for code in code_set.codes}
        self._shipped = {_plain(spelling): code for spelling, code in code_set.spellings if code in known}
        self._mapped = {_plain(raw): code for raw, code in mapped.items() if code in known}

    def find(self, text: str) -> Match | None:
        """The match for a trimmed cell's text; None when it stands for no code."""
        if text in self._codes:
            return Match(text, "exact")
        plain = _plain(text)
        code = self._rule(text, plain)
        if code is not None:
            return Match(code, "rule")
        for spellings, how in ((self._shipped, "shipped"), (self._mapped, "authority")):
            if plain in spellings:
                return Match(spellings[plain], how)
        return Match(text, "as given") if self._is_open else None

    def _rule(self, text: str, plain: str) -> str | None:
        if plain in self._by_rule:
            return self._by_rule[plain]
        bare = _without_letter(text)
        if _plain(bare) in self._by_rule:
            return self._by_rule[_plain(bare)]
        form = _HEAD_AND_TEXT.match(bare)
        if form is None:
            return None
        code = self._heads.get(_plain(form[1]))
        if code is None:
            return None
        names_itself = _NAMES_ITSELF.fullmatch(code.bare_code or code.code)
        return code.code if names_itself or _plain(form[2]) in ("", _plain(code.label)) else None


def _rule_keys(codes: tuple[Code, ...]) -> dict[str, str]:
    """Plain spelling to code: a code's own spellings before labels, and labels before the SSD codes meant.

    A spelling that two codes share at one step is left out of it and of the steps after it.
    """
    steps = (
        [
            (spelling, code.code)
            for code in codes
            for spelling in (code.code, _without_letter(code.code), code.bare_code)
        ],
        [(code.label, code.code) for code in codes],
        [(code.ssd_code, code.code) for code in codes],
    )
    found: dict[str, str | None] = {"": None}
    for step in steps:
        claims: dict[str, set[str]] = {}
        for spelling, owner in step:
            claims.setdefault(_plain(spelling), set()).add(owner)
        for key, owners in claims.items():
            found.setdefault(key, owners.pop() if len(owners) == 1 else None)
    return {key: code for key, code in found.items() if code is not None}


def _without_letter(text: str) -> str:
    return _LIST_LETTER.sub("", text)


def _plain(text: str) -> str:
    """The text without case, spaces and punctuation."""
    return re.sub(r"[\W_]", "", text.casefold())
