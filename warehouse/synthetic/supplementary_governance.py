"""Supplementary tables of the improvement journey: plan, evidence, risks, boards, training of members, sign-offs."""

import numpy as np

from warehouse.synthetic.arrays import FAR, between, chance, day_text, expand
from warehouse.synthetic.council import read_data
from warehouse.synthetic.extracts import Extracts, Ids, id_text
from warehouse.synthetic.scene import Scene
from warehouse.synthetic.supplementary_quality import quarter_labels

_RISKS = ("Too many cases for each worker", "Not enough homes for teenagers", "Late conferences", "Staff who leave")


def _plan(scene: Scene, extracts: Extracts) -> None:
    """Recommendations, the plan that answers them in two versions, and the evidence for what is complete."""
    council = scene.council
    source = read_data("improvement")
    issued = council.start + 30
    extracts.add_rows(
        "sup_recommendations",
        [
            {
                "recommendation_ref": row["ref"],
                "source": "INSPECTION",
                "issued_date": day_text(issued),
                "wording": row["wording"],
                "owner": row["owner"],
            }
            for row in source
        ],
    )
    _actions(scene, extracts, source)
    proofs = []
    for number in range(len(source)):
        offered, decided = _done(scene, number) + 5, _done(scene, number) + 30
        accepted = decided <= council.end
        if _done(scene, number) <= council.end:
            proofs.append(
                {
                    "evidence_id": f"EV{number + 1:03}",
                    "action_id": f"ACT{number + 1:02}",
                    "evidence_type": ("DATA", "AUDIT", "DOCUMENT", "VOICE")[number % 4],
                    "submitted_date": day_text(min(offered, council.end)),
                    "decision": "ACCEPTED" if accepted else "PENDING",
                    "decision_date": day_text(decided) if accepted else "",
                    "decided_by": "Improvement board chair" if accepted else "",
                }
            )
    extracts.add_rows("sup_action_evidence", proofs)


def _done(scene: Scene, number: int) -> int:
    """The day on which an action of the plan is, or will be, complete."""
    return scene.council.start + 480 + 110 * number


def _actions(scene: Scene, extracts: Extracts, source: tuple[dict[str, str], ...]) -> None:
    """Every action in both versions of the plan: the second knows of more that is complete, and has later dates."""
    council = scene.council
    actions = []
    for version, begun in (
        ("V1", council.start + 90),
        ("V2", council.end - min(400, council.end - council.start - 100)),
    ):
        for number, row in enumerate(source):
            done = _done(scene, number)
            start, due = council.start + 120 + 40 * number, done + 20
            complete = done <= (council.end if version == "V2" else begun + 60)
            due_now = due if complete else max(due, council.end + 60 + 10 * number)
            actions.append(
                {
                    "plan_version": version,
                    "action_id": f"ACT{number + 1:02}",
                    "plan_version_start_date": day_text(begun),
                    "recommendation_ref": row["ref"],
                    "theme": row["theme"],
                    "title": row["title"],
                    "owner": row["owner"],
                    "start_date": day_text(start),
                    "original_due_date": day_text(due),
                    "current_due_date": day_text(due_now),
                    "status": "COMPLETE" if complete else "IN_PROGRESS" if start <= council.end else "NOT_STARTED",
                    "owner_rating": "" if complete else ("GREEN", "AMBER", "RED")[number % 3],
                    "completed_date": day_text(done) if complete else "",
                    "linked_measure_ids": row["measures"],
                }
            )
    extracts.add_rows("sup_actions", actions)


def _risks(scene: Scene, extracts: Extracts) -> None:
    council = scene.council
    rng = council.rng("risks")
    labels = quarter_labels(scene.quarter_ends)
    scores = np.clip(16 - np.arange(len(labels))[:, None] // 4 + rng.integers(-2, 3, (len(labels), len(_RISKS))), 1, 25)
    measures = ("average_caseload", "three_or_more_placements", "icpc_within_15_working_days", "turnover_rate")
    extracts.add_rows(
        "sup_risks",
        [
            {
                "quarter": str(label),
                "risk_id": f"RK{k + 1}",
                "title": title,
                "cause": "Demand above plan",
                "score_now": str(scores[q, k]),
                "score_last": str(scores[q - 1, k]) if q else "",
                "score_target": "8",
                "measure": measures[k],
                "mitigation": "Reviewed by the board each month",
                "owner": "Assistant director",
            }
            for q, label in enumerate(labels)
            for k, title in enumerate(_RISKS)
        ],
    )


def _commentary(scene: Scene, extracts: Extracts) -> None:
    """What was said about the last two quarters."""
    council, last = scene.council, scene.quarter_ends[-2:]
    names = quarter_labels(last)
    extracts.add_rows(
        "sup_commentary",
        [
            {
                "commentary_id": f"CT{k + 1:03}",
                "quarter": str(label),
                "return_code": code,
                "commentary_type": "SUMMARY",
                "commentary_text": "Assessments are completed sooner than a year ago; initial conferences are not.",
                "next_action": "Review of conference bookings",
                "next_action_date": day_text(int(day) + 60),
                "owner": "Head of safeguarding",
                "author": "Performance lead",
                "written_date": day_text(min(int(day) + 3, council.end)),
            }
            for k, (label, day, code) in enumerate(
                (label, day, code) for label, day in zip(names, last, strict=True) for code in ("MONITORING", "BOARD")
            )
        ],
    )


def _signatures(scene: Scene, extracts: Extracts) -> None:
    """Who signed the return before last, and which of its records were traced to the case system."""
    council, last = scene.council, scene.quarter_ends[-2:]
    earlier = list(zip(quarter_labels(last), last, strict=True))[:1]
    roles = (
        ("PREPARED", "Performance analyst"),
        ("CHECKED", "Performance manager"),
        ("HEAD_OF_PERFORMANCE", "Head of performance"),
        ("DIRECTOR", "Director"),
    )
    extracts.add_rows(
        "sup_sign_offs",
        [
            {
                "quarter": str(label),
                "return_code": "MONITORING",
                "signatory_role": role,
                "signed_by": who,
                "signed_date": day_text(int(day) + 15),
            }
            for label, day in earlier
            if int(day) + 15 <= council.end
            for role, who in roles
        ],
    )
    checked = [(label, day, key) for label, day in earlier if int(day) + 10 <= council.end for key in range(12)]
    extracts.add_rows(
        "sup_sample_checks",
        [
            {
                "quarter": str(label),
                "measure": "referrals_with_no_further_action",
                "record_key": id_text("R", key),
                "checked_by": "Internal audit",
                "checked_date": day_text(int(day) + 10),
                "result": "DIFFERS" if key == 7 else "AGREES",
                "correction": "Outcome corrected" if key == 7 else "",
            }
            for label, day, key in checked
        ],
    )


def _committee(scene: Scene, extracts: Extracts) -> None:
    """Scrutiny reports, and the corporate parenting board with its actions."""
    council = scene.council
    rng = council.rng("committee")
    meetings = council.working.back(scene.quarter_ends - 12)
    kinds = np.array(["IMPROVEMENT", "PERFORMANCE", "CASELOADS"])
    row, kind = expand(np.full(len(meetings), len(kinds)))
    late = chance(rng, 0.08, len(row))
    published = meetings[row] - np.where(late, 4, between(rng, 8, 9, len(row)))
    extracts.add(
        "sup_committee_reports",
        {
            "report_id": Ids("CR", np.arange(len(row))),
            "report_type": kinds[kind],
            "due_meeting_date": meetings[row],
            "published_date": council.working.back(published),
            "supplement_published_date": np.full(len(row), FAR),
            "deferred_by_committee": np.full(len(row), "N"),
        },
    )
    members = 14
    board = council.working.back(scene.quarter_ends - 25)
    meeting, member = expand(np.full(len(board), members))
    groups = np.array(["COUNCILLOR"] * 7 + ["OFFICER"] * 3 + ["PARTNER"] * 2 + ["CARER", "YOUNG_PERSON"])
    extracts.add(
        "sup_corporate_parenting",
        {
            "meeting_date": board[meeting],
            "member_ref": Ids("MB", member),
            "member_group": groups[member],
            "present": np.where(
                chance(rng, 0.8, len(member)), "Y", np.where(chance(rng, 0.3, len(member)), "SUBSTITUTE", "N")
            ),
        },
    )
    which, number = expand(np.full(len(board), 3))
    due = council.working.after(board[which], 40)
    extracts.add(
        "sup_corporate_parenting_actions",
        {
            "action_id": Ids("CA", np.arange(len(which))),
            "meeting_date": board[which],
            "due_date": due,
            "completed_date": council.past(
                council.working.back(due + between(rng, -30, 12, len(which)) * (number < 9))
            ),
        },
    )


def _members(scene: Scene, extracts: Extracts) -> None:
    """Every councillor in office and the two courses they should have done."""
    council = scene.council
    rng = council.rng("members")
    councillors = 55
    who, course = expand(np.full(councillors, 2))
    elected = council.start - 300 + who % 3 * 420
    done = np.maximum(elected + 20, council.end - between(rng, 20, 950, len(who)))
    done = np.where(chance(rng, 0.9, len(who)) & (done <= council.end), done, FAR)
    extracts.add(
        "sup_member_training",
        {
            "member_ref": Ids("CLR", who),
            "course": np.array(["CORPORATE_PARENTING", "SAFEGUARDING"])[course],
            "elected_date": elected,
            "left_office_date": np.full(len(who), FAR),
            "committee_role": np.where(who == 0, "LEAD_MEMBER", np.where(who < 12, "COMMITTEE", "OTHER")),
            "completed_date": done,
            "accepted": np.where(done < FAR, "Y", ""),
        },
    )


def write_governance(scene: Scene, extracts: Extracts) -> None:
    """Improvement plan, risks, commentary, sign-offs, committee and corporate parenting."""
    for write in (_plan, _risks, _commentary, _signatures, _committee, _members):
        write(scene, extracts)
