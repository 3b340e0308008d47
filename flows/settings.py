"""Typed settings: `quarterlight.toml`, then the environment (`QUARTERLIGHT_…`, `__` between levels).

Settings say where and how much; rules with a published source stay beside the rule they belong to. Secrets never stand
in the file: a database address takes its password from the environment.
"""

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.workspace import Workspace
from warehouse.errors import SettingsError

PREFIX = "QUARTERLIGHT_"


class Authority(BaseModel):
    """One local authority and where its extracts come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(description="The three-digit DfE code, such as 887.", pattern=r"^\d{3}$")
    name: str = Field("", description="The council's name as it stands on returns.")
    la_code: str = Field("", description="The ONS area code, such as E06000035: it picks the population.")
    source: str = Field("extracts", description="A folder of extracts, or an Annex A workbook.")
    extracted_on: date | None = Field(None, description="The date the extracts were taken, where files do not say it.")


class Rules(BaseModel):
    """What the authority decides about counting; each is a local choice that a return states."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case_worker_roles: tuple[str, ...] = Field(
        ("CW",), description="Involvement roles that make a worker the allocated one."
    )
    annex_a_event_months: int = Field(6, ge=1, description="Annex A lists 1 to 8 look back so many months.")
    annex_a_adoption_months: int = Field(12, ge=1, description="Annex A lists 10 and 11 look back so many months.")
    annex_a_leave_out_care_leavers: bool = Field(
        True, description="List 6 leaves out care leavers with no other service."
    )
    annex_a_leave_out_referral_only: bool = Field(
        True, description="List 6 leaves out children who were only referred."
    )
    annex_a_show_temporary_placements: bool = Field(
        False, description="List 8 shows a temporary placement (T0 to T4) instead of the one it interrupts."
    )

    def reference(self) -> dict[str, tuple[str, ...]]:
        """Each setting as text values by name, as relation ref.setting holds them."""
        plain = {name: str(value).lower() for name, value in self.model_dump().items() if name != "case_worker_roles"}
        return {"case_worker_role": self.case_worker_roles, **{name: (value,) for name, value in plain.items()}}


class Term(BaseModel):
    """One school term as this authority keeps it; it stands for the row of sup_school_terms of that year and term."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    academic_year: str = Field(description="Such as 2025/26.", pattern=r"^\d{4}/\d{2}$")
    term: Literal["AUTUMN", "SPRING", "SUMMER"] = Field(description="AUTUMN, SPRING or SUMMER.")
    start: date = Field(description="The first day of the term.")
    end: date = Field(description="The last day of the term.")


class Measures(BaseModel):
    """What the authority decides about single measures: limits, lists and terms that no publication fixes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seen_within_wd: int = Field(10, ge=1, description="A referred child is to be seen within so many working days.")
    cp_visit_wd: int = Field(10, ge=1, description="A child on a protection plan is to be seen every so many of them.")
    cin_visit_wd: int = Field(20, ge=1, description="A child on a child in need plan is to be seen every so many.")
    supervision_days: int = Field(31, ge=1, description="Each case is to be supervised every so many days.")
    caseload_limit: int = Field(18, ge=1, description="Cases per full-time equivalent, where nothing below says more.")
    caseload_limit_asye: int = Field(12, ge=1, description="The limit in a newly qualified worker's first year.")
    caseload_limits: dict[str, int] = Field({}, description="The limit of a service, by its code, such as ASSESSMENT.")
    hubs: tuple[str, ...] = Field((), description="The hubs whose attendance counts; none means every hub.")
    terms: tuple[Term, ...] = Field((), description="School terms that stand for those delivered.")
    additional_since: date = Field(date(2019, 7, 26), description="Posts approved after this day can be additional.")
    ffa_counts_as_moving_in: bool = Field(
        False, description="Moving in for fostering for adoption counts as moving in with adopters (A10)."
    )

    def reference(self) -> dict[str, tuple[str, ...]]:
        """Each setting as text values by name, as relation ref.setting holds them; a service's limit by its code."""
        lists = ("caseload_limits", "hubs", "terms")
        plain = {name: (str(value).lower(),) for name, value in self.model_dump(exclude=set(lists)).items()}
        limits = {f"caseload_limit_{code}": (str(limit),) for code, limit in self.caseload_limits.items()}
        terms = tuple(f"{term.academic_year}|{term.term}|{term.start}|{term.end}" for term in self.terms)
        return {**plain, **limits, "hub": self.hubs, "term": terms}


class Gate(BaseModel):
    """What stops a return, and from how much on a fault counts: local choices, held by the manifest's settings hash."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    critical_findings_allowed: int = Field(
        0, ge=0, description="A return goes with so many critical findings that nobody waived."
    )
    major_findings_allowed: int | None = Field(
        None, ge=0, description="The same for major findings; blank allows any number."
    )
    rows_may_change_percent: Decimal = Field(
        Decimal(20), ge=0, description="A table's rows may change by such a share from one load to the next."
    )
    rows_always_may_change_by: int = Field(50, ge=0, description="A change of so many rows is never too much.")
    trust_amber_percent: Decimal = Field(
        Decimal(1), ge=0, le=100, description="From such a share of its records with a finding a measure is amber."
    )
    trust_red_percent: Decimal = Field(Decimal(5), ge=0, le=100, description="Above such a share it is red.")
    late_event_days: int = Field(90, ge=0, description="An event recorded more than so many days later is late.")
    caseload_most: int = Field(60, ge=1, description="More cases than that on one worker is taken for a fault.")
    severity: dict[str, Literal["critical", "major", "minor"]] = Field(
        {}, description="The severity of single rules, by their id."
    )

    @field_validator("major_findings_allowed", mode="before")
    @classmethod
    def _blank_is_any_number(cls, value: object) -> object:
        return None if value == "" else value

    @model_validator(mode="after")
    def _amber_before_red(self) -> "Gate":
        if self.trust_amber_percent > self.trust_red_percent:
            raise ValueError("trust_amber_percent must not be above trust_red_percent")
        return self

    def reference(self) -> dict[str, tuple[str, ...]]:
        """Each setting as text values by name, as relation ref.setting holds them; `severity` as `rule|severity`."""
        plain = self.model_dump(exclude={"severity"}, exclude_none=True)
        severities = tuple(f"{rule}|{severity}" for rule, severity in sorted(self.severity.items()))
        numbers = {name: (f"{Decimal(value).normalize():f}",) for name, value in plain.items()}
        return {**numbers, "severity": severities}


class Compared(BaseModel):
    """Whom the authority compares itself with, when published figures are imported."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str = Field("", description="The authority's region by name or code, such as South East or E12000008.")
    statistical_neighbours: tuple[str, ...] = Field(
        (), description="Councils by area code (E06000035) or three-digit code (887); their mean is compared with."
    )

    @field_validator("statistical_neighbours")
    @classmethod
    def _codes_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        codes = tuple(code.strip().upper() for code in value)
        if not all(re.fullmatch(r"E\d{8}|\d{3}", code) for code in codes):
            raise ValueError("each neighbour is an area code such as E06000035 or a three-digit code such as 887")
        if len(set(codes)) < len(codes):
            raise ValueError("a neighbour stands twice")
        return codes


class Schedule(BaseModel):
    """When the overnight refresh runs. Avoid 01:00 to 02:00: the clocks change there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nightly: str = Field("0 2 * * *", description="Cron expression of the overnight refresh.")
    quarterly: str = Field("0 6 5 1,4,7,10 *", description="Cron expression of the quarterly return.")
    timezone: str = Field("Europe/London", description="Time zone of both.")


class Settings(BaseSettings):
    """One workspace's settings; each field is also QUARTERLIGHT_<FIELD> in the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    authorities: tuple[Authority, ...] = Field(min_length=1, description="The authorities of this workspace.")
    rules: Rules = Rules()
    measures: Measures = Measures()
    gate: Gate = Gate()
    comparisons: Compared = Compared()
    schedule: Schedule = Schedule()

    @field_validator("authorities")
    @classmethod
    def _no_code_twice(cls, value: tuple[Authority, ...]) -> tuple[Authority, ...]:
        codes = [authority.code for authority in value]
        if len(set(codes)) < len(codes):
            raise ValueError("an authority code stands twice")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose values arrive as init arguments."""
        return env_settings, init_settings

    def authority(self, code: str | None) -> Authority:
        """The authority with this code, or the only one. Raises SettingsError when it is unknown or ambiguous."""
        if code is None:
            if len(self.authorities) == 1:
                return self.authorities[0]
            raise SettingsError(
                f"Several authorities are configured ({self._codes()}): say which with --authority CODE."
            )
        for authority in self.authorities:
            if authority.code == code:
                return authority
        raise SettingsError(f"Authority {code} is not configured here; quarterlight.toml has {self._codes()}.")

    def _codes(self) -> str:
        return ", ".join(authority.code for authority in self.authorities)

    def reference(self) -> dict[str, tuple[str, ...]]:
        """The settings that measures and returns read in the warehouse, as name → values (relation ref.setting)."""
        return {**self.rules.reference(), **self.measures.reference(), **self.gate.reference()}


def load_settings(workspace: Workspace) -> Settings:
    """Reads the workspace's settings. Raises SettingsError naming the setting and what it should be."""
    if not workspace.settings.is_file():
        raise SettingsError(
            f"There is no {workspace.settings.name} in {workspace.root}. Make a workspace with `quarterlight init DIR`,"
            " or name one with --workspace DIR."
        )
    try:
        content = tomllib.loads(workspace.settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise SettingsError(f"{workspace.settings.name} is not valid TOML: {broken}.") from None
    _refuse_unknown_environment()
    try:
        settings = Settings(**content)
    except ValidationError as invalid:
        raise SettingsError(_explain(workspace.settings.name, invalid)) from None
    _refuse_unknown_rules(workspace.settings.name, settings.gate.severity)
    return settings


def _refuse_unknown_rules(file: str, severities: Mapping[str, str]) -> None:
    """A severity for a rule that does not exist, most likely misspelt, would silently not be applied."""
    if not severities:
        return
    from expectations.rules import rule_catalogue
    from warehouse.schema import load_schema

    known = {rule.id for rule in rule_catalogue(load_schema())}
    unknown = [
        f"{file}: gate.severity: there is no rule {rule}.{did_you_mean(rule, known)} `quarterlight rules` lists them."
        for rule in sorted(severities)
        if rule not in known
    ]
    if unknown:
        raise SettingsError("\n".join(unknown))


def did_you_mean(name: str, known: Collection[str]) -> str:
    """` Did you mean X?`, or nothing where no known name is close."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""


def _refuse_unknown_environment() -> None:
    """pydantic passes over a misspelt variable; a setting that is silently not applied is worse than an error."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper().split("__", 1)[0] not in known:
            raise SettingsError(
                f"Environment variable {name} is not a Quarterlight setting. Known: {', '.join(sorted(known))}."
            )


def _explain(file: str, invalid: ValidationError) -> str:
    lines = [
        f"{file}: {_where(error['loc'])}: {error['msg']}"
        for error in invalid.errors(include_input=False, include_url=False)
    ]
    return "\n".join(lines)


def _where(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location) or "the file"


def load_mappings(folder: Path) -> dict[str, dict[str, str]]:
    """The authority's own spellings, `mappings/<code_set>.csv` with columns raw and code, as code set → raw → code.

    Raises SettingsError when a file's columns are not `raw, code`.
    """
    import csv

    mappings: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            if not reader.fieldnames or not {"raw", "code"} <= set(reader.fieldnames):
                raise SettingsError(f"mappings/{file.name}: the columns must be raw and code.")
            mappings[file.stem] = {row["raw"]: row["code"] for row in reader if row["raw"]}
    return mappings
