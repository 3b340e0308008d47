"""Repeat plans, core groups and court cases against slow, plain definitions, on many small random histories."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import answer, given, verdicts
from tests.transforms.measures.test_plain_definitions import table
from warehouse.calendar import addm, addwd, age

YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
BIRTHS = {"ann": date(2023, 6, 1), "ben": date(2007, 6, 1)}
HISTORIES = 20
ten_batches = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a seed cannot be made simpler
)
# Histories are drawn by a seed, since one strategy for each date would lean to the same few dates.
seeded = examples(st.lists(st.integers(0, 2**32), min_size=HISTORIES, max_size=HISTORIES, unique=True))


def near(draw: Random, *days: date) -> date:
    """A date within a day of one of these, which is where the rules turn."""
    return draw.choice(days) + timedelta(days=draw.randint(-1, 1))


def people() -> str:
    """ann and ben once more in each history."""
    rows = [(f"{number}-{child}", born) for number in range(HISTORIES) for child, born in BIRTHS.items()]
    return table("pers_person_id | pers_dob", rows)


@dataclass(frozen=True)
class Plan:
    id: str
    child: str
    start: date | None
    end: date | None
    theirs: bool = False
    conference: str | None = None


def plans_of(draw: Random) -> list[Plan]:
    """ann's and ben's plans around ann's birth, ben's 18th birthday and two years after the plans before."""
    earlier = (date(2023, 5, 1), date(2023, 6, 1), date(2023, 6, 1), date(2023, 8, 1))
    later = (date(2025, 6, 1), date(2025, 8, 1))
    plans = []
    for number in range(draw.randint(1, 5)):
        start = near(draw, *earlier, *later)
        end = draw.choice([near(draw, *earlier), near(draw, *earlier), near(draw, *later), None])
        child = draw.choice(["ann", "ann", "ben"])
        # Numbered downwards, so that the lowest id is not the first row.
        plans.append(Plan(f"p{9 - number}", child, start, end, draw.randint(0, 6) == 0))
    return plans


def recorded_again(plan: Plan, ours: list[Plan]) -> Plan | None:
    """The plan that records this one again at birth."""
    born = BIRTHS[plan.child]
    again = [
        other
        for other in ours
        if other.child == plan.child
        and plan.start is not None
        and other.start is not None
        and plan.end is not None
        and plan.start < born <= other.start
        and (other.start - plan.end).days in (0, 1)
    ]
    return min(again, key=lambda other: other.id) if again else None


def soon_again(plan: Plan, everything: list[Plan]) -> str:
    if plan.theirs:
        return "G6"
    ours = [other for other in everything if not other.theirs]
    again = {other.id: recorded_again(other, ours) for other in ours}
    seconds = {other.id for other in again.values() if other is not None}
    assert plan.start is not None
    if plan.id in seconds:
        return "G3"
    if age(BIRTHS[plan.child], plan.start) >= 18:
        return "G12"
    ends = []
    for other in ours:
        if other.child != plan.child or other.id in seconds or other.start is None or other.start >= plan.start:
            continue
        second = again[other.id]
        end = other.end if second is None else second.end
        if end is not None and end <= plan.start and age(BIRTHS[other.child], other.start) < 18:
            ends.append(end)
    return str(int(bool(ends) and addm(max(ends), 24) >= plan.start))


@ten_batches
@seeded
def test_repeat_plans_within_2_years(seeds: list[int]) -> None:
    rows, expected = [], {}
    for number, seed in enumerate(seeds):
        history = plans_of(Random(seed))
        for plan in history:
            rows.append(
                (f"{number}-{plan.id}", f"{number}-{plan.child}", plan.start, plan.end, "Y" if plan.theirs else "")
            )
            expected[f"{number}-{plan.id}"] = soon_again(plan, history)
    heading = "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola"
    con = given({"ssd.cp_plans": table(heading, rows), "ssd.person": people()})
    assert verdicts(con, "repeat_plans_within_2_years") == expected


@dataclass(frozen=True)
class Meetings:
    """One plan, the date of its conference (None where not recorded) and its core groups with who was there."""

    plan: Plan
    conference: date | None
    core_groups: list[tuple[date, int | None]]


def meetings_of(draw: Random) -> Meetings:
    start = draw.choice([date(2025, 11, 3), date(2025, 12, 12)])
    conference = draw.choice([start, start, start + timedelta(days=1), None])
    due = addwd(conference or start, 10)
    plan = Plan(
        "p",
        draw.choice(["ann", "ann", "ben"]),
        draw.choice([start, start, start, None]),
        draw.choice([near(draw, due), None]),
        draw.randint(0, 6) == 0,
        draw.choice(["k", "k", "k", None]),
    )
    groups = [
        (near(draw, start, conference or start, due, due), draw.choice([1, 5, 0, None]))
        for _ in range(draw.randint(0, 3))
    ]
    return Meetings(plan, conference, groups)


def met_in_time(history: Meetings) -> str:
    plan = history.plan
    if plan.theirs:
        return "G6"
    base = (history.conference if plan.conference else None) or plan.start
    if base is None:
        return "G4"
    due = addwd(base, 10)
    if age(BIRTHS[plan.child], due) >= 18:
        return "G12"
    met = any(base < day <= due and (present or 0) > 0 for day, present in history.core_groups)
    if not met and plan.end is not None and plan.end < due:
        return "ended before due"
    return str(int(met))


@ten_batches
@seeded
def test_first_core_group_within_10_working_days(seeds: list[int]) -> None:
    plans, conferences, groups, expected = [], [], [], {}
    for number, seed in enumerate(seeds):
        history = meetings_of(Random(seed))
        plan = history.plan
        link = plan.conference and f"{number}-{plan.conference}"
        dates = (plan.start, plan.end, "Y" if plan.theirs else "N")
        plans.append((f"{number}-p", f"{number}-{plan.child}", link, *dates))
        conferences.append((f"{number}-k", f"{number}-{plan.child}", history.conference))
        groups += [(f"{number}-p", day, present) for day, present in history.core_groups]
        expected[f"{number}-p"] = met_in_time(history)
    heading = "cppl_cp_plan_id | cppl_person_id | cppl_icpc_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date"
    con = given(
        {
            "ssd.cp_plans": table(f"{heading} | cppl_cp_plan_ola", plans),
            "ssd.initial_cp_conference": table("icpc_icpc_id | icpc_person_id | icpc_icpc_date", conferences),
            "sup.core_groups": table("cp_plan_id | core_group_date | professionals_present", groups),
            "ssd.person": people(),
        }
    )
    assert verdicts(con, "first_core_group_within_10_working_days") == expected


@dataclass(frozen=True)
class Application:
    case: str
    child: str
    kind: str
    issued: date | None
    final: date | None
    withdrawn: str | None


def applications_of(draw: Random) -> list[Application]:
    found = {}
    for _ in range(draw.randint(1, 6)):
        key = (
            draw.choice(["c1", "c1", "c2"]),
            draw.choice(["ann", "ben"]),
            draw.choice(["CARE", "CARE", "SUPERVISION", "PLACEMENT"]),
        )
        final = near(draw, YEAR_START, date(2025, 7, 7), date(2025, 7, 7), YEAR_END)
        issued = draw.choice([final, final - timedelta(days=182), final - timedelta(days=182)])
        found[key] = Application(
            *key,
            draw.choice([near(draw, issued), near(draw, issued), near(draw, issued), None]),
            draw.choice([final, final, final, None]),
            draw.choice(["N", "N", "N", None, "Y"]),
        )
    return list(found.values())


def judged(group: list[Application]) -> tuple[Application, str] | None:
    """The application with the last final order, and the verdict on all of them; None where nothing was concluded."""
    concluded = [one for one in group if one.final is not None]
    if not concluded:
        return None
    last = max(one.final for one in concluded if one.final)
    named = min((one for one in concluded if one.final == last), key=lambda one: (one.child, one.kind))
    first = min((one.issued for one in group if one.issued), default=None)
    if first is None:
        return named, "G4"
    return named, "G5" if last < first else str(int((last - first).days <= 182))


def record(one: Application, number: int) -> str:
    return f"{number}-{one.case}|{number}-{one.child}|{one.kind}"


def concluded_in_time(history: list[Application], number: int) -> dict[str, str]:
    """Every record of the year with its verdict, those of a case under `… in Cases`."""
    expected: dict[str, str] = {}
    cases = [one for one in history if one.kind in ("CARE", "SUPERVISION")]
    in_year = {one for one in cases if one.final and YEAR_START <= one.final <= YEAR_END}
    expected |= {record(one, number): "withdrawn" for one in in_year if one.withdrawn == "Y"}
    kept = [one for one in cases if one.withdrawn != "Y"]
    for one in kept:
        family = [other for other in kept if other.case == one.case]
        for group, suffix in (([other for other in family if other.child == one.child], ""), (family, " in Cases")):
            found = judged(group)
            if one not in in_year or found is None:
                continue
            if found[0] == one:
                expected[record(one, number) + suffix] = found[1]
            elif not suffix:
                expected[record(one, number)] = "G2"
    return expected


@ten_batches
@seeded
def test_care_proceedings_within_26_weeks(seeds: list[int]) -> None:
    rows = []
    expected: dict[str, str] = {}
    for number, seed in enumerate(seeds):
        history = applications_of(Random(seed))
        for one in history:
            key = (f"{number}-{one.case}", f"{number}-{one.child}", one.kind)
            rows.append((*key, one.issued, one.final, one.withdrawn))
        expected |= concluded_in_time(history, number)
    heading = "case_ref | person_id | application_type | issue_date | final_order_date | withdrawn"
    found = answer(given({"sup.court": table(heading, rows)}), "care_proceedings_within_26_weeks")
    assert found.records == expected
