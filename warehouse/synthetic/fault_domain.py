"""Faults against what the tables mean: events out of order, overlaps, two of what there can be one of.

Each function yields breaks of one kind. What a break relies on (the parent record, the other half of an overlap) is named,
so that no other fault takes away what makes it one.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from warehouse.synthetic.arrays import Generator
from warehouse.synthetic.book import Book, Break, day, moved
from warehouse.synthetic.fault_structure import Breaks, Kind

_BAD_POSTCODES = ("nope", "12345", "A1", "AP1 1A!")


def _set(
    table: str, column: str, value: str | None, where: Callable[[dict[str, str | None]], bool], reads: tuple[str, ...]
) -> Breaks:
    """Overwrites a cell where the record's other cells make that a fault."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        columns = {name: book.cells(table, name) for name in (*reads, column)}
        for row in book.candidates(rng, table):
            if where({name: cells[row] for name, cells in columns.items()}):
                yield Break(row, {column: value})

    return breaks


def _bad_postcode(table: str, column: str) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        cells = book.cells(table, column)
        for row in book.candidates(rng, table):
            if cells[row] is not None:
                yield Break(row, {column: _BAD_POSTCODES[row % len(_BAD_POSTCODES)]})

    return breaks


def _against(table: str, column: str, link: str, parent: tuple[str, str], base: str, days: int) -> Breaks:
    """A date moved to so many days from a date of the parent record (before it when negative)."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        links, days_held, bases = book.cells(table, link), book.cells(table, column), book.cells(parent[0], base)
        for row in book.candidates(rng, table):
            other = book.row_of(parent[0], parent[1], links[row])
            if other is None or days_held[row] is None or bases[other] is None:
                continue
            value = moved(bases[other], days)
            if value <= book.extracted_on:
                yield Break(row, {column: value}, ((parent[0], other),))

    return breaks


def _within(table: str, column: str, base: str, days: int) -> Breaks:
    """A date moved to so many days from another of the same record."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        held, bases = book.cells(table, column), book.cells(table, base)
        for row in book.candidates(rng, table):
            if held[row] is not None and bases[row] is not None and moved(bases[row], days) <= book.extracted_on:
                yield Break(row, {column: moved(bases[row], days)})

    return breaks


def _other_child(table: str, link: str, person: str, parent: tuple[str, str, str]) -> Breaks:
    """A link turned to another child's record."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        people, parents = book.cells(table, person), book.cells(parent[0], parent[2])
        keys = book.cells(parent[0], parent[1])
        others = list(book.candidates(rng, parent[0]))
        for row, other in zip(book.candidates(rng, table), others, strict=False):
            if people[row] is not None and parents[other] not in (None, people[row]):
                yield Break(row, {link: keys[other]}, ((parent[0], other),))

    return breaks


def _weekend(table: str, column: str) -> Breaks:
    """The Saturday of the same week, where that is not after the extraction."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        cells = book.cells(table, column)
        for row in book.candidates(rng, table):
            if cells[row] is not None:
                held = day(cells[row])
                saturday = (held + timedelta(days=5 - held.weekday())).isoformat()
                if saturday <= book.extracted_on:
                    yield Break(row, {column: saturday})

    return breaks


def _pairs(book: Book, rng: Generator, table: str, person: str, start: str) -> Iterator[tuple[int, int]]:
    """A record and the same child's next one."""
    people, starts = book.cells(table, person), book.cells(table, start)
    for row in book.candidates(rng, table):
        if people[row] is None or starts[row] is None:
            continue
        later = [
            other
            for other in book.rows_of(table, person, people[row])
            if other != row and (starts[other] or "") > starts[row]
        ]
        if later:
            yield row, min(later, key=lambda other: (starts[other], other))


def _overlap(table: str, person: str, start: str, end: str, skip: tuple[str, str] | None = None) -> Breaks:
    """The earlier of two ends ten days after the later began. `skip` is a (column, value) that takes no part."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        starts, ends = book.cells(table, start), book.cells(table, end)
        for row, other in _pairs(book, rng, table, person, start):
            if skip and skip[1] in (book.cells(table, skip[0])[row], book.cells(table, skip[0])[other]):
                continue
            value = moved(starts[other], 10)
            long_enough = ends[other] is None or ends[other] > starts[other]
            if ends[row] is not None and value <= book.extracted_on and long_enough:
                yield Break(row, {end: value}, ((table, other),))

    return breaks


def _two_open(
    table: str, person: str, start: str, end: str, reason: str | None = None, skip: tuple[str, str] | None = None
) -> Breaks:
    """The end of an earlier record goes missing while a later one of the child is open."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        ends = book.cells(table, end)
        people = book.cells(table, person)
        for row in book.candidates(rng, table):
            if ends[row] is None or people[row] is None or (skip and book.cells(table, skip[0])[row] == skip[1]):
                continue
            still = [
                other for other in book.rows_of(table, person, people[row]) if other != row and ends[other] is None
            ]
            if still:
                cells: dict[str, str | None] = {end: None, **({reason: None} if reason else {})}
                yield Break(row, cells, ((table, still[0]),))

    return breaks


def _open_at_18(table: str, person: str, end: str) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        people, ends, born = book.cells(table, person), book.cells(table, end), book.cells("ssd_person", "pers_dob")
        for row in book.candidates(rng, table):
            who = book.row_of("ssd_person", "pers_person_id", people[row])
            if (
                ends[row] is not None
                and who is not None
                and born[who] is not None
                and moved(born[who], 6700) <= book.extracted_on
            ):
                yield Break(row, {end: None}, (("ssd_person", who),))

    return breaks


def _wrong_digit(table: str, column: str, at: int) -> Breaks:
    """A check character turned into another."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        cells = book.cells(table, column)
        for row in book.candidates(rng, table):
            text = cells[row]
            if text is not None:
                place = at % len(text)
                turned = (
                    ("B" if text[place] == "A" else "A") if text[place].isalpha() else str((int(text[place]) + 1) % 10)
                )
                yield Break(row, {column: text[:place] + turned + text[place + 1 :]})

    return breaks


def _copy_person(table: str, person: str) -> Breaks:
    """A second row about somebody who may have one."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        people = book.cells(table, person)
        rows = list(book.candidates(rng, table))
        for row, other in zip(rows[::2], rows[1::2], strict=False):
            if people[row] is not None and people[other] not in (None, people[row]):
                yield Break(row, {person: people[other]}, ((table, other),))

    return breaks


def _contact_after_death(book: Book, rng: Generator) -> Iterator[Break]:
    died = book.cells("ssd_person", "pers_death_date")
    keys = book.cells("ssd_person", "pers_person_id")
    for who in book.candidates(rng, "ssd_person"):
        if died[who] is None:
            continue
        for row in book.rows_of("ssd_contacts", "cont_person_id", keys[who]):
            if moved(died[who], 9) <= book.extracted_on:
                yield Break(row, {"cont_contact_date": moved(died[who], 9)}, (("ssd_person", who),))


def _kind(rule: str, table: str, column: str, breaks: Breaks) -> Kind:
    return Kind(table, column, rule.split(".")[-1], rule, breaks)


def _people() -> list[Kind]:
    person, address = "ssd_person", "ssd_address"
    born = _set(
        person,
        "pers_dob",
        None,
        lambda row: row["pers_dob"] is not None and row["pers_expected_dob"] is None,
        ("pers_expected_dob",),
    )
    return [
        _kind("person.no_birth_date", person, "pers_dob", born),
        _kind("person.upn_check_letter", person, "pers_upn", _wrong_digit(person, "pers_upn", 0)),
        _kind(
            "person.nhs_number_check_digit",
            person,
            "pers_common_child_id",
            _wrong_digit(person, "pers_common_child_id", -1),
        ),
        _kind(
            "address.postcode_malformed",
            address,
            "addr_address_postcode",
            _bad_postcode(address, "addr_address_postcode"),
        ),
        _kind("ssd_contacts.cont_contact_date.after_death", "ssd_contacts", "cont_contact_date", _contact_after_death),
        _kind(
            "care_leavers.two_rows",
            "ssd_care_leavers",
            "clea_person_id",
            _copy_person("ssd_care_leavers", "clea_person_id"),
        ),
    ]


def _need() -> list[Kind]:
    cin, referral = "ssd_cin_episodes", ("ssd_cin_episodes", "cine_referral_id")
    assessment, plan, enquiry = "ssd_cin_assessments", "ssd_cin_plans", "ssd_s47_enquiry"
    person = (*referral, "cine_person_id")
    nfa = ("cine_referral_nfa", "Y")
    end = "cine_close_date"
    return [
        _kind(
            "cin_episodes.closed_without_reason",
            cin,
            "cine_close_reason",
            _set(
                cin,
                "cine_close_reason",
                None,
                lambda row: row[end] is not None and row["cine_close_reason"] is not None,
                (end,),
            ),
        ),
        _kind(
            "cin_episodes.reason_without_close_date",
            cin,
            "cine_close_reason",
            _set(cin, "cine_close_reason", "RC7", lambda row: row[end] is None, (end,)),
        ),
        _kind(
            "cin_episodes.two_open",
            cin,
            end,
            _two_open(cin, "cine_person_id", "cine_referral_date", end, "cine_close_reason", nfa),
        ),
        _kind("cin_episodes.overlap", cin, end, _overlap(cin, "cine_person_id", "cine_referral_date", end, nfa)),
        _kind(
            "cin_assessments.before_referral",
            assessment,
            "cina_assessment_start_date",
            _against(assessment, "cina_assessment_start_date", "cina_referral_id", referral, "cine_referral_date", -20),
        ),
        _kind(
            "cin_assessments.referral_of_other_child",
            assessment,
            "cina_referral_id",
            _other_child(assessment, "cina_referral_id", "cina_person_id", person),
        ),
        _kind(
            "cin_plans.before_referral",
            plan,
            "cinp_cin_plan_start_date",
            _against(plan, "cinp_cin_plan_start_date", "cinp_referral_id", referral, "cine_referral_date", -15),
        ),
        _kind(
            "cin_plans.referral_of_other_child",
            plan,
            "cinp_referral_id",
            _other_child(plan, "cinp_referral_id", "cinp_person_id", person),
        ),
        _kind(
            "s47_enquiry.before_referral",
            enquiry,
            "s47e_s47_start_date",
            _against(enquiry, "s47e_s47_start_date", "s47e_referral_id", referral, "cine_referral_date", -12),
        ),
        _kind(
            "s47_enquiry.referral_of_other_child",
            enquiry,
            "s47e_referral_id",
            _other_child(enquiry, "s47e_referral_id", "s47e_person_id", person),
        ),
        _kind(
            "contact_decisions.before_contact",
            "sup_contact_decisions",
            "decision_date",
            _against(
                "sup_contact_decisions",
                "decision_date",
                "contact_id",
                ("ssd_contacts", "cont_contact_id"),
                "cont_contact_date",
                -4,
            ),
        ),
    ]


def _protection() -> list[Kind]:
    conference, plan = "ssd_initial_cp_conference", "ssd_cp_plans"
    visit, review = "ssd_cp_visits", "ssd_cp_reviews"
    start, end = "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
    enquiry, plan_key = ("ssd_s47_enquiry", "s47e_s47_enquiry_id"), (plan, "cppl_cp_plan_id")
    return [
        _kind(
            "initial_cp_conference.before_enquiry",
            conference,
            "icpc_icpc_date",
            _against(conference, "icpc_icpc_date", "icpc_s47_enquiry_id", enquiry, "s47e_s47_start_date", -3),
        ),
        _kind(
            "initial_cp_conference.enquiry_of_other_child",
            conference,
            "icpc_s47_enquiry_id",
            _other_child(conference, "icpc_s47_enquiry_id", "icpc_person_id", (*enquiry, "s47e_person_id")),
        ),
        _kind("initial_cp_conference.on_weekend", conference, "icpc_icpc_date", _weekend(conference, "icpc_icpc_date")),
        _kind("cp_plans.two_open", plan, end, _two_open(plan, "cppl_person_id", start, end)),
        _kind("cp_plans.overlap", plan, end, _overlap(plan, "cppl_person_id", start, end)),
        _kind(
            "cp_plans.before_conference",
            plan,
            start,
            _against(plan, start, "cppl_icpc_id", (conference, "icpc_icpc_id"), "icpc_icpc_date", -10),
        ),
        _kind(
            "cp_plans.no_category",
            plan,
            "cppl_cp_plan_initial_category",
            _set(plan, "cppl_cp_plan_initial_category", None, lambda row: True, ()),
        ),
        _kind("cp_plans.open_at_18", plan, end, _open_at_18(plan, "cppl_person_id", end)),
        _kind(
            "cp_visits.outside_plan",
            visit,
            "cppv_cp_visit_date",
            _against(visit, "cppv_cp_visit_date", "cppv_cp_plan_id", plan_key, start, -15),
        ),
        _kind(
            "cp_visits.plan_of_other_child",
            visit,
            "cppv_cp_plan_id",
            _other_child(visit, "cppv_cp_plan_id", "cppv_person_id", (*plan_key, "cppl_person_id")),
        ),
        _kind(
            "cp_reviews.on_or_before_plan_start",
            review,
            "cppr_cp_review_date",
            _against(review, "cppr_cp_review_date", "cppr_cp_plan_id", plan_key, start, -7),
        ),
        _kind(
            "cp_reviews.after_plan_end",
            review,
            "cppr_cp_review_date",
            _against(review, "cppr_cp_review_date", "cppr_cp_plan_id", plan_key, end, 20),
        ),
        _kind("cp_reviews.on_weekend", review, "cppr_cp_review_date", _weekend(review, "cppr_cp_review_date")),
        _kind(
            "cp_reviews.plan_of_other_child",
            review,
            "cppr_cp_plan_id",
            _other_child(review, "cppr_cp_plan_id", "cppr_person_id", (*plan_key, "cppl_person_id")),
        ),
    ]


def _care() -> list[Kind]:
    episode, placement, legal = "ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"
    start, end, reason = "clae_cla_episode_start_date", "clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason"
    return [
        _kind(
            "cla_episodes.ceased_without_reason",
            episode,
            reason,
            _set(episode, reason, None, lambda row: row[end] is not None and row[reason] is not None, (end,)),
        ),
        _kind(
            "cla_episodes.reason_without_ceased_date",
            episode,
            reason,
            _set(episode, reason, "E8", lambda row: row[end] is None, (end,)),
        ),
        _kind("cla_episodes.two_open", episode, end, _two_open(episode, "clae_person_id", start, end, reason)),
        _kind("cla_episodes.overlap", episode, end, _overlap(episode, "clae_person_id", start, end)),
        _kind(
            "cla_episodes.before_entered_care", episode, start, _within(episode, start, "clae_entered_care_date", -9)
        ),
        _kind(
            "cla_episodes.placement_of_other_child",
            episode,
            "clae_cla_placement_id",
            _other_child(
                episode,
                "clae_cla_placement_id",
                "clae_person_id",
                (placement, "clap_cla_placement_id", "clap_person_id"),
            ),
        ),
        _kind(
            "cla_placement.overlap",
            placement,
            "clap_cla_placement_end_date",
            _overlap(placement, "clap_person_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
        ),
        _kind(
            "cla_placement.postcode_malformed",
            placement,
            "clap_cla_placement_postcode",
            _bad_postcode(placement, "clap_cla_placement_postcode"),
        ),
        _kind(
            "cla_placement.distance_implausible",
            placement,
            "clap_cla_placement_distance",
            _set(placement, "clap_cla_placement_distance", "5000", lambda row: True, ()),
        ),
        _kind(
            "cla_placement.home_without_urn",
            placement,
            "clap_cla_placement_urn",
            _set(
                placement,
                "clap_cla_placement_urn",
                None,
                lambda row: row["clap_cla_placement_type"] in ("K1", "K2"),
                ("clap_cla_placement_type",),
            ),
        ),
        _kind(
            "legal_status.overlap",
            legal,
            "lega_legal_status_end_date",
            _overlap(legal, "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
        ),
        _kind(
            "cla_reviews.on_weekend",
            "ssd_cla_reviews",
            "clar_cla_review_date",
            _weekend("ssd_cla_reviews", "clar_cla_review_date"),
        ),
        _kind(
            "sdq_scores.score_out_of_range",
            "ssd_sdq_scores",
            "csdq_sdq_score",
            _set("ssd_sdq_scores", "csdq_sdq_score", "77", lambda row: row["csdq_sdq_score"] is not None, ()),
        ),
        _kind(
            "missing.accepted_but_not_offered",
            "ssd_missing",
            "miss_missing_rhi_accepted",
            _set(
                "ssd_missing",
                "miss_missing_rhi_accepted",
                "Y",
                lambda row: row["miss_missing_rhi_offered"] == "N",
                ("miss_missing_rhi_offered",),
            ),
        ),
        _kind(
            "permanence.matched_before_decision",
            "ssd_permanence",
            "perm_matched_date",
            _within("ssd_permanence", "perm_matched_date", "perm_adm_decision_date", -10),
        ),
        _kind(
            "permanence.placed_before_match",
            "ssd_permanence",
            "perm_placed_for_adoption_date",
            _within("ssd_permanence", "perm_placed_for_adoption_date", "perm_matched_date", -3),
        ),
    ]


def _staff() -> list[Kind]:
    worker, contract = "ssd_professionals", "sup_workforce"
    return [
        _kind(
            "professionals.fte_over_1",
            worker,
            "prof_full_time_equivalency",
            _set(worker, "prof_full_time_equivalency", "1.7", lambda row: True, ()),
        ),
        _kind(
            "professionals.caseload_negative",
            worker,
            "prof_professional_caseload",
            _set(worker, "prof_professional_caseload", "-3", lambda row: True, ()),
        ),
        _kind(
            "professionals.registration_malformed",
            worker,
            "prof_social_worker_registration_no",
            _set(
                worker,
                "prof_social_worker_registration_no",
                "SWABC",
                lambda row: row["prof_social_worker_registration_no"] is not None,
                (),
            ),
        ),
        _kind("workforce.fte_over_1", contract, "fte", _set(contract, "fte", "1.4", lambda row: True, ())),
        _kind(
            "workforce.left_without_reason",
            contract,
            "leave_reason",
            _set(contract, "leave_reason", None, lambda row: row["leave_date"] is not None, ("leave_date",)),
        ),
        _kind(
            "absence.days_lost_out_of_range",
            "sup_absence",
            "fte_days_lost",
            _set("sup_absence", "fte_days_lost", "3", lambda row: True, ()),
        ),
        _kind(
            "posts.funded_fte_implausible",
            "sup_posts",
            "funded_fte",
            _set("sup_posts", "funded_fte", "0", lambda row: True, ()),
        ),
        _kind(
            "population.negative",
            "sup_population",
            "population",
            _set("sup_population", "population", "-5", lambda row: True, ()),
        ),
        _kind(
            "complaints.due_before_received",
            "sup_complaints",
            "due_date",
            _within("sup_complaints", "due_date", "received_date", -2),
        ),
        _kind(
            "mh_referrals.treated_before_referral",
            "sup_mh_referrals",
            "treatment_start_date",
            _within("sup_mh_referrals", "treatment_start_date", "referral_date", -6),
        ),
    ]


def domain_kinds() -> list[Kind]:
    """Every fault against the meaning of the tables, by the rule that must find it."""
    return [*_people(), *_need(), *_protection(), *_care(), *_staff()]
