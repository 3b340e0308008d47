"""Three care-leaver measures against a slow, plain definition of each, on 200 random histories near the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured
from warehouse.calendar import addm, age

YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
# Twenty histories at once, each child's id with the number of its history before it, so that the engine runs ten times.
ten = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def near(*days: date, reach: int = 2) -> st.SearchStrategy[date]:
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-reach, reach))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


def birthday(born: date, years: int) -> date:
    """The first day on which somebody is that old."""
    day = date(born.year + years, born.month, 1)
    while age(born, day) < years:
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Leaver:
    id: str
    eligibility: str | None
    touch: str | None
    contact: date | None


@st.composite
def care_leaver(draw: st.DrawFn) -> tuple[date | None, list[Leaver]]:
    born = draw(
        st.none()
        | near(*(date(year, 12, 31) for year in (2003, 2004, 2006, 2007, 2008)), reach=1)
        | st.just(date(2005, 5, 5))
    )
    entitled = st.sampled_from(["Relevant", "Former Relevant", "Former Relevant", "Qualifying", "Eligible", None])
    touches = st.sampled_from(["YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM", None])
    contacts = st.none() | st.sampled_from([date(2025, 6, 1), date(2025, 12, 1), date(2026, 1, 5)])
    rows = draw(st.lists(st.tuples(entitled, touches, contacts), min_size=1, max_size=3))
    return born, [Leaver(f"r{number}", *row) for number, row in enumerate(rows)]


def in_touch(born: date | None, rows: list[Leaver]) -> dict[str, str]:
    latest = max(row.contact or date.min for row in rows)
    described_by = min(row.id for row in rows if (row.contact or date.min) == latest)
    found = {}
    for row in rows:
        years = None if born is None else age(born, YEAR_END)
        if row.eligibility not in ("Relevant", "Former Relevant", None) or years not in (None, 17, 18, 19, 20, 21):
            continue
        key = f"{row.id} in 17-18" if years in (17, 18) else row.id
        if row.id != described_by:
            found[key] = "G2"
        elif years is None:
            found[key] = "no date of birth"
        elif row.eligibility is None:
            found[key] = "no eligibility"
        elif row.touch in ("DIED", "RHOM"):
            found[key] = "died" if row.touch == "DIED" else "returned home"
        else:
            found[key] = "1" if row.touch == "YES" else "0"
    return found


@ten
@examples(st.lists(care_leaver(), min_size=20, max_size=20))
def test_care_leavers_in_touch(histories: list[tuple[date | None, list[Leaver]]]) -> None:
    heading = "clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch"
    heading += " | clea_care_leaver_latest_contact"
    rows = [
        (f"{number}{row.id}", number, row.eligibility, row.touch, row.contact)
        for number, (_, history) in enumerate(histories)
        for row in history
    ]
    people = [(number, born) for number, (born, _) in enumerate(histories)]
    answer = measured(
        "care_leavers_in_touch",
        {"ssd.care_leavers": table(heading, rows), "ssd.person": table("pers_person_id | pers_dob", people)},
    )
    expected = {
        f"{number}{key}": verdict
        for number, (born, history) in enumerate(histories)
        for key, verdict in in_touch(born, history).items()
    }
    assert answer.records == expected


Spell = tuple[date | None, date | None]


@dataclass(frozen=True)
class Care:
    born: date | None
    spells: list[Spell]
    completed: list[date | None]


@st.composite
def care(draw: st.DrawFn) -> Care:
    born = draw(
        near(date(2008, 10, 1), date(2009, 3, 15), date(2009, 9, 30)) | st.sampled_from([date(2008, 2, 29), None])
    )
    near_16 = date(2024, 12, 1) if born is None else addm(born, 16 * 12)
    starts = near(near_16, near_16 - timedelta(days=91), near_16 + timedelta(days=100), addm(near_16, -30)) | st.none()
    spells = []
    for start in draw(st.lists(starts, max_size=3)):
        days = draw(st.sampled_from([0, 30, 45, 46, 89, 90, 91, 92, 400, None]))
        spells.append((start, None if start is None or days is None else start + timedelta(days=days)))
    due = addm(near_16, 3)
    completed = draw(st.lists(st.none() | near(due, due + timedelta(days=91), addm(near_16, 9)), max_size=2))
    return Care(born, spells, completed)


def eligible_on(born: date, spells: list[Spell]) -> date | None:
    """Walks through every day from 14 to 18."""
    day, end, days = birthday(born, 14), birthday(born, 18), 0
    was_in_care_at_16 = False
    while day < end:
        if any(start is not None and start <= day < (ceased or date.max) for start, ceased in spells):
            days += 1
            was_in_care_at_16 = was_in_care_at_16 or age(born, day) >= 16
            if was_in_care_at_16 and days >= 91:
                return day
        day += timedelta(days=1)
    return None


def planned(history: Care) -> str | None:
    """None where no plan was due in the 12 months."""
    if history.born is None:
        return "no date of birth" if any(start for start, _ in history.spells) else None
    eligible = eligible_on(history.born, history.spells)
    if eligible is None:
        has_no_start = any(start is None for start, _ in history.spells)
        in_year = YEAR_START <= addm(birthday(history.born, 16), 3) <= YEAR_END
        return "G4" if has_no_start and in_year else None
    due = addm(max(eligible, birthday(history.born, 16)), 3)
    if not YEAR_START <= due <= YEAR_END:
        return None
    return "1" if any(day is not None and day <= due for day in history.completed) else "0"


@ten
@examples(st.lists(care(), min_size=20, max_size=20))
def test_first_pathway_plan_within_3_months(histories: list[Care]) -> None:
    episodes = [
        (f"{number}e{spell_no}", f"p{number}", *spell)
        for number, history in enumerate(histories)
        for spell_no, spell in enumerate(history.spells)
    ]
    plans = [
        (f"p{number}", date(2024, 1, 1) + timedelta(days=plan_no), day)
        for number, history in enumerate(histories)
        for plan_no, day in enumerate(history.completed)
    ]
    heading = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
    people = [(f"p{number}", history.born) for number, history in enumerate(histories)]
    answer = measured(
        "first_pathway_plan_within_3_months",
        {
            "ssd.cla_episodes": table(heading, episodes),
            "ssd.person": table("pers_person_id | pers_dob", people),
            "sup.pathway_plans": table("person_id | plan_start_date | first_completed_date", plans),
        },
    )
    expected = {f"p{number}": planned(history) for number, history in enumerate(histories)}
    assert answer.records == {key: verdict for key, verdict in expected.items() if verdict is not None}


ITEMS = {
    "NI_NUMBER": "National Insurance number",
    "PHOTO_ID": "Photo identity",
    "HEALTH_HISTORY": "Health history",
    "LOCAL_OFFER": "Written entitlements or local offer",
    "PLAN_COPY": "Copy of own pathway plan",
}


@dataclass(frozen=True)
class Papers:
    born: date | None
    eligibility: str | None
    recorded: list[tuple[str, date | None, str | None]]


@st.composite
def papers(draw: st.DrawFn) -> Papers:
    born = draw(
        near(date(2007, 1, 1), date(2007, 12, 31)) | st.sampled_from([date(2007, 6, 1), date(2007, 6, 1), None])
    )
    turned_18 = date(2025, 6, 1) if born is None else addm(born, 18 * 12)
    days = st.just(addm(turned_18, -2)) | st.just(addm(turned_18, -2)) | near(turned_18, reach=1)
    recorded = []
    for item in ITEMS:
        kind = draw(
            st.sampled_from(
                ["dated", "dated", "dated", "dated", "dated", "waived", "waived but dated", "blank", "twice", ""]
            )
        )
        if kind:
            day = draw(days) if "dated" in kind or kind == "twice" else None
            recorded.append((item, day, "Immigration" if "waived" in kind else None))
        if kind == "twice":
            recorded.append((item, draw(days), None))
    eligibility = draw(
        st.sampled_from(["Former Relevant", "Former Relevant", "Eligible", "Relevant", "Qualifying", None])
    )
    return Papers(born, eligibility, recorded)


def documents(history: Papers) -> dict[str, str]:
    """The verdict of the whole under a blank key, and of each document under its name."""
    if history.eligibility not in ("Eligible", "Relevant", "Former Relevant"):
        return {}
    if history.born is None:
        return {"": "no date of birth"}
    turned_18 = birthday(history.born, 18)
    if not YEAR_START <= turned_18 <= YEAR_END:
        return {}
    found, met = {}, True
    for item, label in ITEMS.items():
        records = [(day, reason) for name, day, reason in history.recorded if name == item]
        if any(reason for _, reason in records):
            found[f" in {label}"] = "not applicable"
            continue
        has_it = any(day is not None and day <= turned_18 for day, _ in records)
        met = met and has_it
        found[f" in {label}"] = "1" if has_it else "0"
    return found | {"": "1" if met else "0"}


@ten
@examples(st.lists(papers(), min_size=20, max_size=20))
def test_key_documents_by_18(histories: list[Papers]) -> None:
    leavers = [(f"r{number}", f"p{number}", history.eligibility) for number, history in enumerate(histories)]
    recorded = [(f"p{number}", *row) for number, history in enumerate(histories) for row in history.recorded]
    people = [(f"p{number}", history.born) for number, history in enumerate(histories)]
    answer = measured(
        "key_documents_by_18",
        {
            "ssd.care_leavers": table("clea_table_id | clea_person_id | clea_care_leaver_eligibility", leavers),
            "ssd.person": table("pers_person_id | pers_dob", people),
            "sup.care_leaver_entitlements": table("person_id | item | recorded_date | not_applicable_reason", recorded),
        },
    )
    expected = {
        f"r{number}{key}": verdict
        for number, history in enumerate(histories)
        for key, verdict in documents(history).items()
    }
    assert answer.records == expected
