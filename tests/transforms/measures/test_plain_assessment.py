"""Assessments timed from their referral, against a slow and plain definition, on many small random histories."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import given, verdicts
from tests.transforms.measures.test_plain_definitions import table
from warehouse.calendar import addwd, wd

REFERRED = date(2025, 9, 1)
ten_batches = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a seed cannot be made simpler
)


@dataclass(frozen=True)
class Assessment:
    id: str
    referral: str | None
    start: date | None
    authorised: date | None


@dataclass(frozen=True)
class History:
    """The dates of two referrals, None where not recorded, and the assessments on them, on another or on none."""

    referred: dict[str, date | None]
    assessments: list[Assessment]


def history_of(seed: int) -> History:
    """Drawn by a seed, since one strategy for each date would lean to the same few dates."""
    draw = Random(seed)

    def near(*days: date) -> date:
        return draw.choice(days) + timedelta(days=draw.randint(-1, 1))

    referred = near(REFERRED)
    starts = (referred - timedelta(days=5), referred, referred + timedelta(days=9))
    ends = (referred, addwd(referred, 45), addwd(referred, 45), addwd(referred, 45))
    # Numbered downwards, so that the lowest id is not the first row.
    rows = [
        Assessment(
            f"a{9 - number}",
            draw.choice(["r1", "r1", "r1", "r1", "r2", "elsewhere", None]),
            draw.choice([near(*starts), near(*starts), near(*starts), None]),
            draw.choice([near(*ends), near(*ends), near(*ends), None]),
        )
        for number in range(draw.randint(1, 4))
    ]
    return History({"r1": referred, "r2": draw.choice([referred, None])}, rows)


def on_time(assessment: Assessment, history: History) -> str | None:
    """None where it is not authorised."""
    if assessment.authorised is None:
        return None
    if assessment.referral not in history.referred:
        return "missing link"
    if assessment.start is None:
        return "G4"
    on_referral = [other for other in history.assessments if other.referral == assessment.referral and other.start]
    if assessment != min(on_referral, key=lambda other: (other.start or date.max, other.id)):
        return "later assessment"
    referred = history.referred[assessment.referral]
    if referred is None:
        return "G4"
    if (referred - assessment.start).days > 5 or assessment.authorised < referred:
        return "G5"
    return str(int(wd(referred, assessment.authorised) <= 45))


@ten_batches
@examples(st.lists(st.integers(0, 2**32), min_size=20, max_size=20, unique=True))
def test_assessments_within_45_working_days_of_referral(seeds: list[int]) -> None:
    assessments: list[tuple[object, ...]] = []
    referrals: list[tuple[object, ...]] = []
    expected: dict[str, str] = {}
    for number, history in enumerate(map(history_of, seeds)):
        referrals += [(f"{number}-{name}", f"{number}-ann", day) for name, day in history.referred.items()]
        for one in history.assessments:
            link = one.referral and f"{number}-{one.referral}"
            assessments.append((f"{number}-{one.id}", f"{number}-ann", link, one.start, one.authorised))
            verdict = on_time(one, history)
            if verdict is not None:
                expected[f"{number}-{one.id}"] = verdict
    heading = "cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date"
    con = given(
        {
            "ssd.cin_assessments": table(heading + " | cina_assessment_auth_date", assessments),
            "ssd.cin_episodes": table("cine_referral_id | cine_person_id | cine_referral_date", referrals),
        }
    )
    assert verdicts(con, "assessments_within_45_working_days_of_referral") == expected
