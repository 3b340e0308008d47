"""Five measures against a slow, plain definition of each, on small random histories with many dates on a boundary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.given import given, verdicts
from warehouse.calendar import addm, age

YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
CHILDREN = st.sampled_from(["ann", "ben"])
fifty = settings(max_examples=50, deadline=None, derandomize=True)


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


@dataclass(frozen=True)
class Referral:
    id: str
    child: str
    day: date


@st.composite
def referrals(draw: st.DrawFn) -> list[Referral]:
    days = near(date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1))
    pairs = draw(st.lists(st.tuples(CHILDREN, days), max_size=8))
    return [Referral(f"r{number}", child, day) for number, (child, day) in enumerate(pairs)]


def re_referred(referral: Referral, everything: list[Referral]) -> str:
    same_day = [other.id for other in everything if (other.child, other.day) == (referral.child, referral.day)]
    if referral.id != min(same_day):
        return "G2"
    since = addm(referral.day, -12)
    return str(int(any(other.child == referral.child and since <= other.day < referral.day for other in everything)))


@fifty
@examples(referrals())
def test_re_referrals_within_12_months(history: list[Referral]) -> None:
    rows = [(referral.id, referral.child, referral.day) for referral in history]
    con = given({"ssd.cin_episodes": table("cine_referral_id | cine_person_id | cine_referral_date", rows)})
    expected = {referral.id: re_referred(referral, history) for referral in history}
    assert verdicts(con, "re_referrals_within_12_months") == expected


@dataclass(frozen=True)
class Plan:
    id: str
    child: str
    start: date
    end: date | None
    theirs: bool


BIRTHS = {"ann": date(2024, 6, 1), "ben": date(2007, 6, 1)}


@st.composite
def plans(draw: st.DrawFn) -> list[Plan]:
    days = near(date(2024, 5, 1), date(2024, 6, 1), date(2024, 9, 1), date(2025, 6, 1))
    spells = draw(st.lists(st.tuples(CHILDREN, days, st.none() | days, st.integers(0, 5)), max_size=6))
    return [
        Plan(f"p{number}", child, start, end, theirs == 0) for number, (child, start, end, theirs) in enumerate(spells)
    ]


def continued(plan: Plan, ours: list[Plan]) -> Plan | None:
    """The plan that records this one again at birth."""
    born = BIRTHS[plan.child]
    again = [
        other
        for other in ours
        if other.child == plan.child
        and plan.start < born <= other.start
        and plan.end is not None
        and 0 <= (other.start - plan.end).days <= 1
    ]
    return min(again, key=lambda other: other.id) if again else None


def repeated(plan: Plan, everything: list[Plan]) -> str:
    ours = [other for other in everything if not other.theirs]
    if plan.theirs:
        return "G6"
    continuations = {other.id: continued(other, ours) for other in ours}
    second_records = {other.id for other in continuations.values() if other is not None}
    if plan.id in second_records:
        return "G3"
    if age(BIRTHS[plan.child], plan.start) >= 18:
        return "G12"
    for other in ours:
        is_earlier = other.child == plan.child and other.start < plan.start
        if not is_earlier or other.id in second_records or age(BIRTHS[other.child], other.start) >= 18:
            continue
        second = continuations[other.id]
        end = other.end if second is None else second.end
        if end is not None and end <= plan.start:
            return "1"
    return "0"


@fifty
@examples(plans())
def test_repeat_plans_ever(history: list[Plan]) -> None:
    heading = "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola"
    rows = [(plan.id, plan.child, plan.start, plan.end, "Y" if plan.theirs else None) for plan in history]
    people = table("pers_person_id | pers_dob", list(BIRTHS.items()))
    con = given({"ssd.cp_plans": table(heading, rows), "ssd.person": people})
    assert verdicts(con, "repeat_plans_ever") == {plan.id: repeated(plan, history) for plan in history}


REVIEW_DAYS = near(date(2024, 10, 1), date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 12, 31))


def reviewed_on_time(start: date, conference: date | None, reviews: list[date]) -> str | None:
    """None where the plan is not yet three months old."""
    if addm(start, 3) > YEAR_END:
        return None
    clock, months = conference or start, 3
    held = sorted(day for day in reviews if day <= YEAR_END)
    if held and held[0] < clock:
        return "G5"
    on_time = True
    for review in [*held, None]:
        due = addm(clock, months)
        if review is None:
            on_time = on_time and due > YEAR_END
            break
        if due >= YEAR_START and review > due:
            on_time = False
        clock, months = review, 6
    return str(int(on_time))


@fifty
@examples(REVIEW_DAYS, st.none() | REVIEW_DAYS, st.lists(REVIEW_DAYS, max_size=5))
def test_plan_reviews_on_time(start: date, conference: date | None, reviews: list[date]) -> None:
    heading = "cppl_cp_plan_id | cppl_person_id | cppl_icpc_id | cppl_cp_plan_start_date"
    con = given(
        {
            "ssd.cp_plans": table(heading, [("p", "ann", "k", start)]),
            "ssd.initial_cp_conference": table("icpc_icpc_id | icpc_icpc_date", [("k", conference)]),
            "ssd.cp_reviews": table(
                "cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date",
                [(f"v{number}", "p", day) for number, day in enumerate(reviews)],
            ),
        }
    )
    expected = reviewed_on_time(start, conference, reviews)
    assert verdicts(con, "plan_reviews_on_time") == ({} if expected is None else {"p": expected})


@dataclass(frozen=True)
class Placement:
    id: str
    start: date
    end: date | None
    kind: str
    reason: str
    carer: str


@st.composite
def placements(draw: st.DrawFn) -> list[Placement]:
    """One child's placements, each starting when the one before ends, the last still open."""
    moves = draw(
        st.lists(
            st.tuples(
                st.sampled_from([0, 1, 40, 200]),
                st.sampled_from(["U6", "U6", "K2", "T1", "T4", "Z1"]),
                st.sampled_from(["P", "P", "B", "L", "U"]),
                st.sampled_from(["c1", "c2"]),
            ),
            min_size=1,
            max_size=7,
        )
    )
    day = draw(near(date(2024, 6, 1), date(2024, 12, 31), date(2025, 10, 1)))
    chain: list[Placement] = []
    for number, (days, kind, reason, carer) in enumerate(moves):
        end = None if number == len(moves) - 1 else day + timedelta(days=days)
        chain.append(Placement(f"a{number}", day, end, kind, reason, carer))
        day = end or day
    return chain


def stays(chain: list[Placement]) -> list[list[Placement]]:
    """The placements that count, gathered into stays with one carer."""
    gathered: list[list[Placement]] = []
    before: Placement | None = None
    held: Placement | None = None
    for placement in chain:
        if placement.end == placement.start:
            continue
        is_temporary = placement.kind.startswith("T")
        if not is_temporary and placement.kind != "Z1":
            is_return = before is not None and before.kind.startswith("T") and held is not None
            is_return = is_return and held is not None and held.carer == placement.carer
            if (placement.reason in "LTU" or is_return) and gathered:
                gathered[-1].append(placement)
            else:
                gathered.append([placement])
        before = placement
        held = held if is_temporary else placement
    return gathered


@fifty
@examples(placements())
def test_three_or_more_placements(chain: list[Placement]) -> None:
    care = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
    care += " | clae_cla_episode_start_reason | clae_cla_placement_id"
    placed = "clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date"
    placed += " | clap_cla_placement_type"
    con = given(
        {
            "ssd.cla_episodes": table(care, [(f"e{p.id}", "ann", p.start, p.end, p.reason, p.id) for p in chain]),
            "ssd.cla_placement": table(placed, [(p.id, "ann", p.start, p.end, p.kind) for p in chain]),
            "sup.placement_carers": table("placement_id | carer_id", [(p.id, p.carer) for p in chain]),
        }
    )
    in_year = [
        stay for stay in stays(chain) if any(p.start <= YEAR_END and (p.end or date.max) >= YEAR_START for p in stay)
    ]
    found = verdicts(con, "three_or_more_placements")
    if any(p.start <= YEAR_END < (p.end or date.max) for p in chain):
        assert {verdict for verdict in found.values() if verdict != "G2"} == {str(int(len(in_year) >= 3))}
    else:
        assert found == {}


@dataclass(frozen=True)
class Enquiry:
    id: str
    child: str
    start: date


@dataclass(frozen=True)
class Conference:
    id: str
    child: str
    enquiry: str | None
    day: date
    is_transfer: bool


ENQUIRY_DAYS = near(date(2025, 8, 2), date(2025, 9, 1), date(2025, 10, 1))
CONFERENCE_DAYS = near(date(2025, 8, 2), date(2025, 9, 1), date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 30))


def led_to_conference(enquiry: Enquiry, enquiries: list[Enquiry], conferences: list[Conference]) -> str:
    repeats = [other.id for other in enquiries if (other.child, other.start) == (enquiry.child, enquiry.start)]
    if enquiry.id != min(repeats):
        return "G2"
    for conference in conferences:
        if conference.is_transfer or conference.child != enquiry.child:
            continue
        starts = {other.start for other in enquiries if other.child == enquiry.child}
        in_reach = {start for start in starts if 0 <= (conference.day - start).days <= 60}
        if enquiry.start not in in_reach:
            continue
        if conference.enquiry in repeats or (conference.enquiry is None and len(in_reach) == 1):
            return "1"
    return "0"


@fifty
@examples(
    st.lists(st.tuples(CHILDREN, ENQUIRY_DAYS), min_size=1, max_size=5),
    st.lists(
        st.tuples(CHILDREN, st.none() | st.sampled_from(["e0", "e1", "e2"]), CONFERENCE_DAYS, st.integers(0, 4)),
        max_size=4,
    ),
)
def test_section_47_leading_to_conference(
    started: list[tuple[str, date]], held: list[tuple[str, str | None, date, int]]
) -> None:
    enquiries = [Enquiry(f"e{number}", child, day) for number, (child, day) in enumerate(started)]
    conferences = [
        Conference(f"k{number}", child, enquiry, day, transfer == 0)
        for number, (child, enquiry, day, transfer) in enumerate(held)
    ]
    con = given(
        {
            "ssd.s47_enquiry": table(
                "s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date",
                [(enquiry.id, enquiry.child, enquiry.start) for enquiry in enquiries],
            ),
            "ssd.initial_cp_conference": table(
                "icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date | icpc_icpc_transfer_in",
                [(c.id, c.child, c.enquiry, c.day, "Y" if c.is_transfer else "N") for c in conferences],
            ),
        }
    )
    expected = {e.id: led_to_conference(e, enquiries, conferences) for e in enquiries}
    assert verdicts(con, "section_47_leading_to_conference") == expected
