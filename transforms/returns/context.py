"""What every writer of a return needs to know about the return it writes."""

from dataclasses import dataclass, field
from datetime import date, datetime

from transforms.comparisons import Comparisons
from warehouse.calendar import Quarter
from warehouse.waivers import ShownWaiver


@dataclass(frozen=True)
class ReturnContext:
    """One return of one authority for one quarter. Nothing here depends on the clock or the machine.

    `reference_date` is Annex A's; `known_at` the time of knowledge of the rows read; `draft_reason` is empty unless the
    return is a draft, and then stands on every sheet; `comparisons` are the workspace's targets and published figures;
    `waivers` those that stand, which every return shows, and `own_severities` the rules to which the authority gave
    another severity than ships, as (rule, severity).
    """

    authority: str
    authority_name: str
    quarter: Quarter
    extracted_on: date
    known_at: datetime
    reference_date: date
    load_id: str
    version: str
    population_release: str
    draft_reason: str = ""
    focus: str = ""
    comparisons: Comparisons = field(default_factory=Comparisons)
    waivers: tuple[ShownWaiver, ...] = ()
    own_severities: tuple[tuple[str, str], ...] = ()

    @property
    def draft(self) -> bool:
        return bool(self.draft_reason)

    def footer(self, classification: str = "RESTRICTED") -> str:
        """The line at the foot of every printed page: who, when, from what, by which version."""
        population = f", population {self.population_release}" if self.population_release else ""
        return (
            f"{self.authority_name} ({self.authority}) · {self.quarter.label} · extracted {self.extracted_on:%d/%m/%Y}"
            f" · Quarterlight {self.version}{population} · {classification}"
        )
