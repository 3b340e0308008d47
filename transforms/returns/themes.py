"""Themes of measures in the order a child meets them, and the focus areas of monitoring visits.

`focus.csv` lists the measures of each focus area; one row is one measure of one area, in the area's order.
"""

import csv
from functools import cache
from importlib.resources import files

from warehouse.errors import SettingsError

THEMES = {
    "front_door": "Front door",
    "early_help": "Early help",
    "assessment": "Assessment",
    "protection": "Child protection",
    "children_in_need": "Children in need",
    "looked_after": "Children looked after",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "missing_and_exploitation": "Missing and exploitation",
    "workforce": "Workforce",
    "quality_assurance": "Quality assurance",
    "education": "Education",
    "health": "Health",
    "voice": "Voice of children and families",
    "leadership": "Leadership",
}
FOCUS_AREAS = {
    "front_door": "Front door",
    "early_help": "Early help",
    "assessment": "Assessment",
    "child_protection": "Child protection and pre-proceedings",
    "children_in_care": "Children in care and permanence",
    "care_leavers": "Care leavers",
    "exploitation_and_missing": "Exploitation and missing",
    "leadership_and_quality": "Leadership and quality",
}


@cache
def focus_measures(area: str) -> tuple[str, ...]:
    """The ids of the measures of a focus area, in their order; empty for an area nobody listed."""
    listed = (files("transforms.returns") / "focus.csv").read_text(encoding="utf-8")
    return tuple(row["measure"] for row in csv.DictReader(listed.splitlines()) if row["focus"] == area)


def check_focus(area: str) -> None:
    """SettingsError when `area` is neither empty nor a focus area."""
    if area and area not in FOCUS_AREAS:
        raise SettingsError(f"There is no focus area of that name. Choose one of {', '.join(FOCUS_AREAS)}.")


def theme_title(theme: str) -> str:
    """A theme's title; a theme added by an authority reads as its folder's name."""
    return THEMES.get(theme, theme.replace("_", " ").capitalize())


def theme_place(theme: str) -> tuple[int, str]:
    """Where a theme stands among the others, as a key to sort by; added themes come last, by name."""
    names = tuple(THEMES)
    return (names.index(theme) if theme in names else len(names), theme)
