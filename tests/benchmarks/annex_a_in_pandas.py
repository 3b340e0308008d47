"""An Annex A workbook counted in plain pandas, as an analyst would write it: something to hold our own times against.

The same questions as the catalogue's measures of the same names, totals only: without their breakdowns, intervals and
flags, and without the records behind a number.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from warehouse.calendar import load_bank_holidays

Count = tuple[int | None, int | None]
Lists = dict[int, pd.DataFrame]

CHILD, BORN = "Child Unique ID", "Date of Birth"
# The columns that are read of each list, by their headings.
COLUMNS: dict[int, dict[str, str]] = {
    1: {CHILD: "child", "Date of Contact": "date", "Contact Source": "source"},
    3: {CHILD: "child", BORN: "born", "Date of referral": "date", "Referral NFA?": "nfa"},
    4: {
        CHILD: "child",
        "Continuous Assessment Start Date": "start",
        "Continuous Assessment Date of Authorisation": "authorised",
    },
    5: {CHILD: "child", "Strategy discussion initiating Section 47 Enquiry Start Date": "start"},
    6: {
        CHILD: "child",
        BORN: "born",
        "CIN Start Date": "date",
        "CIN Closure Date": "closed",
        "Reason for Closure": "reason",
    },
    7: {
        CHILD: "child",
        BORN: "born",
        "Child Protection Plan Start Date": "start",
        "Child Protection Plan End Date": "end",
    },
    8: {
        CHILD: "child",
        BORN: "born",
        "Date Started to be Looked After": "start",
        "Date Ceased to be Looked After": "end",
    },
    9: {
        CHILD: "child",
        BORN: "born",
        "Eligibility Category": "eligibility",
        "LA in Touch": "in_touch",
        "Latest Date of Contact": "contacted",
        "Suitability of Accommodation": "suitability",
        "Activity Status": "activity",
    },
    10: {
        CHILD: "child",
        "Date of Placement Order": "ordered",
        "Date Placed for Adoption": "placed",
        "Date of Decision that Child Should No Longer be Placed for Adoption": "reversed",
    },
}
TEXTS = ("child", "source", "nfa", "reason", "eligibility", "in_touch", "suitability", "activity")
NOT_CLOSED_FOR_GOOD = ("RC1", "RC2", "RC5", "RC6")


def read_lists(workbook: Path) -> Lists:
    """The lists that are counted, with short column names and real dates."""
    sheets = pd.read_excel(workbook, sheet_name=[f"List {number}" for number in COLUMNS], engine="calamine")
    lists = {}
    for number, names in COLUMNS.items():
        frame = sheets[f"List {number}"][list(names)].rename(columns=names)
        for column in frame.columns.difference(list(TEXTS)):
            frame[column] = pd.to_datetime(frame[column])
        lists[number] = frame
    return lists


def count_all(lists: Lists, ends: Sequence[date]) -> dict[str, list[Count]]:
    """Numerator and denominator of each measure at the end of each quarter, the earliest first."""
    holidays = pd.to_datetime(list(load_bank_holidays().names)).to_numpy().astype("datetime64[D]")
    contacts = lists[1].dropna(subset=["child", "date"]).drop_duplicates(["child", "date", "source"])
    referrals = _referrals(lists)
    assessments = _assessments(lists[4], holidays)
    enquiries = lists[5].dropna(subset=["child", "start"]).drop_duplicates(["child", "start"])
    plans = lists[7].dropna(subset=["child", "start"])
    plan_starts = _plan_starts(plans)
    closures = _closures(referrals)
    counts: dict[str, list[Count]] = {}

    def put(name: str, numerator: float, denominator: int | None = None) -> None:
        counts.setdefault(name, []).append((int(numerator), denominator))

    for day in ends:
        end = pd.Timestamp(day)
        after = end + pd.Timedelta(days=1)
        quarter, year = after - pd.DateOffset(months=3), after - pd.DateOffset(months=12)
        for start, suffix in ((quarter, ""), (year, ", 12 months")):
            received = referrals[referrals["date"].between(start, end)]
            put(f"re_referrals_within_12_months{suffix}", received["again"].sum(), len(received))
            put(f"referral_rate{suffix}", len(received))
            put(f"section_47_rate{suffix}", enquiries["start"].between(start, end).sum())
            started = plan_starts[plan_starts["start"].between(start, end)]
            put(f"repeat_plans_ever{suffix}", started["ever"].sum(), len(started))
            put(f"repeat_plans_within_2_years{suffix}", started["in_2_years"].sum(), len(started))

        put("contacts_received", contacts["date"].between(quarter, end).sum())
        answered = referrals[referrals["date"].between(quarter, end) & referrals["nfa"].notna()]
        put("referrals_with_no_further_action", answered["nfa"].str.startswith("a)").sum(), len(answered))

        done = assessments[assessments["authorised"].between(quarter, end) & assessments["start"].notna()]
        in_order = done[done["authorised"] >= done["start"]]
        put("assessments_within_45_working_days_of_start", (in_order["days"] <= 45).sum(), len(in_order))
        put("repeat_assessments_within_12_months", done["again"].sum(), len(done))

        followed = closures[closures["followed_to"].between(quarter, end)]
        put("closed_cases_re_referred_within_6_months", followed["back"].sum(), len(followed))

        in_need = referrals[(referrals["date"] <= end) & ~(referrals["closed"] <= end)]
        put("children_in_need_rate", in_need["child"].nunique())

        open_plans = plans[(plans["start"] <= end) & ~(plans["end"] <= end) & ~(_age(plans["born"], end) >= 18)]
        put("child_protection_plan_rate", open_plans["child"].nunique())
        two_years = (open_plans["start"] + pd.DateOffset(months=24) <= end).sum()
        put("plans_open_2_years_or_more", two_years, len(open_plans))

        leavers = _care_leavers(lists[9], end)
        put("care_leavers_in_touch", leavers["in_touch"].str.startswith("a)").sum(), len(leavers))
        contacted = leavers["contacted"].between(end - pd.Timedelta(days=55), end)
        put("care_leavers_contacted_within_8_weeks", contacted.sum(), len(leavers))
        suitable = leavers["suitability"].str.startswith("a)").sum()
        put("care_leavers_in_suitable_accommodation", suitable, len(leavers))
        busy = leavers["activity"].str[0].isin(["F", "P"]).sum()
        put("care_leavers_in_education_employment_training", busy, len(leavers))

        put("placement_orders_waiting", _waiting(lists, end))
    return counts


def _age(born: "pd.Series[pd.Timestamp]", on: "pd.Timestamp | pd.Series[pd.Timestamp]") -> "pd.Series[int]":
    """Whole years; blank without a date of birth."""
    parts = on.dt if isinstance(on, pd.Series) else on
    not_yet = (born.dt.month > parts.month) | ((born.dt.month == parts.month) & (born.dt.day > parts.day))
    return parts.year - born.dt.year - not_yet


def _referrals(lists: Lists) -> pd.DataFrame:
    """List 3's referrals and List 6's episodes, one a child and day, and whether one came in the 12 months before."""
    both = lists[3].merge(lists[6], on=["child", "date"], how="outer", suffixes=("", "_6"))
    both["born"] = both["born"].fillna(both["born_6"])
    both = both.dropna(subset=["child", "date"]).drop_duplicates(["child", "date"]).sort_values(["child", "date"])
    before = both.groupby("child")["date"].shift()
    both["again"] = before >= both["date"] - pd.DateOffset(months=12)
    return both


def _assessments(frame: pd.DataFrame, holidays: "np.ndarray[tuple[int], np.dtype[np.datetime64]]") -> pd.DataFrame:
    """Authorised assessments, their working days, and whether another was authorised in the 12 months before."""
    done = frame.dropna(subset=["child", "authorised"]).reset_index(drop=True)
    timed = done.dropna(subset=["start"])
    first = (timed["start"] + pd.Timedelta(days=1)).to_numpy().astype("datetime64[D]")
    last = (timed["authorised"] + pd.Timedelta(days=1)).to_numpy().astype("datetime64[D]")
    done.loc[timed.index, "days"] = np.busday_count(first, last, holidays=holidays)
    pairs = timed.reset_index().merge(done[["child", "authorised"]], on="child", suffixes=("", "_before"))
    since = pairs["start"] - pd.DateOffset(months=12)
    pairs = pairs[(pairs["authorised_before"] >= since) & (pairs["authorised_before"] < pairs["start"])]
    done["again"] = done.index.isin(pairs["index"])
    return done


def _plan_starts(plans: pd.DataFrame) -> pd.DataFrame:
    """Plans by their start, without those recorded again at birth or begun at 18, and whether one came before."""
    starts = plans.reset_index(drop=True).reset_index()
    pairs = starts.merge(starts, on="child", suffixes=("", "_next"))
    gap = (pairs["start_next"] - pairs["end"]).dt.days
    at_birth = pairs[(pairs["start"] < pairs["born"]) & (pairs["start_next"] >= pairs["born"]) & gap.isin([0, 1])]
    starts = starts.set_index("index")
    starts.loc[at_birth["index"], "end"] = at_birth["end_next"].to_numpy()
    starts = starts.drop(at_birth["index_next"].unique())
    starts = starts[~(_age(starts["born"], starts["start"]) >= 18)].reset_index()
    pairs = starts.merge(starts, on="child", suffixes=("", "_before"))
    pairs = pairs[(pairs["start_before"] < pairs["start"]) & (pairs["end_before"] <= pairs["start"])]
    starts["ever"] = starts["index"].isin(pairs["index"])
    soon = pairs[pairs["end_before"] + pd.DateOffset(months=24) >= pairs["start"]]
    starts["in_2_years"] = starts["index"].isin(soon["index"])
    return starts


def _closures(referrals: pd.DataFrame) -> pd.DataFrame:
    """Closed cases of children under 17 and a half, six months on, and whether a referral came in those months."""
    closed = referrals.dropna(subset=["closed"]).drop_duplicates(["child", "closed"])
    closed = closed[~closed["reason"].str[:3].isin(NOT_CLOSED_FOR_GOOD)]
    closed = closed[~(closed["born"] + pd.DateOffset(months=17 * 12 + 6) <= closed["closed"])].reset_index(drop=True)
    closed["followed_to"] = closed["closed"] + pd.DateOffset(months=6)
    pairs = closed.reset_index().merge(referrals[["child", "date"]], on="child", suffixes=("", "_later"))
    pairs = pairs[(pairs["date_later"] > pairs["closed"]) & (pairs["date_later"] <= pairs["followed_to"])]
    closed["back"] = closed.index.isin(pairs["index"])
    return closed


def _care_leavers(frame: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Relevant and former relevant young people of 19 to 21, without those who died or returned home."""
    latest = frame.sort_values("contacted", ascending=False, kind="stable").drop_duplicates("child")
    relevant = latest["eligibility"].str[:2].isin(["a)", "b)"]) & ~latest["in_touch"].str[:2].isin(["c)", "f)"])
    return latest[relevant & _age(latest["born"], end).between(19, 21)]


def _waiting(lists: Lists, end: pd.Timestamp) -> int:
    """Children in care at `end` with a placement order, neither placed for adoption nor reversed by then."""
    care, adoption = lists[8], lists[10]
    in_care = care[(care["start"] <= end) & ~(care["end"] <= end) & ~(_age(care["born"], end) >= 18)]
    waiting = adoption[(adoption["ordered"] <= end) & ~(adoption["placed"] <= end) & ~(adoption["reversed"] <= end)]
    return int(waiting[waiting["child"].isin(in_care["child"])]["child"].nunique())
