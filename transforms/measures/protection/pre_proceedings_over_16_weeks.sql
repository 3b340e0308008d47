/* measure
title: Pre-proceedings cases open longer than 16 weeks
question: Are children left too long in pre-proceedings?
unit: percent
kind: snapshot
direction: lower_better
target: {value: 10, basis: local}
benchmark: null
source: SSD ssd_pre_proceedings; Public Law Outline practice (local default)
breakdowns: [team, age_band, family]
audiences: [ofsted, board]
needs: [ssd.pre_proceedings.prep_person_id, ssd.pre_proceedings.prep_pre_pro_letter_date, ssd.pre_proceedings.prep_pre_pro_decision_date,
  ssd.pre_proceedings.prep_pre_pro_outcome, ssd.pre_proceedings.prep_agree_stepdown_issue_date]
optional: [ssd.pre_proceedings.prep_plo_family_id, ssd.pre_proceedings.prep_table_id]
table: ssd.pre_proceedings
numerator_says: Those whose letter before proceedings was sent more than 112 days before the period's end
denominator_says: Children in pre-proceedings at the period's end
edge_cases:
  - Exactly 112 days is not over. Without a letter date the date of the decision stands in; with neither the row is listed (G4).
  - Pre-proceedings that ended, stepped down or issued on the last day are over. An outcome without its date has ended on an unknown day;
    it is listed and not counted ('no end date').
  - Several open rows of one child are one child; the earliest start counts and the others are repeats (G2). Unborn children count.
  - The breakdown family counts the children once and, in a second row, the families; a family is over when its earliest child is. A child
    without a family's id is a family.
  - 16 weeks is the sector's best practice, not the law's limit; not verified in a published source.
*/
with member as (
    select
        *,
        row_number() over (
            partition by period_end, excluded, coalesce('family ' || family_id, 'child ' || person_id) order by start_date, table_id
        ) as number_in_family
    from prepare.pre_proceedings_open
)

select
    member.table_id as record_id,
    member.person_id,
    member.period_end as at,
    coalesce(cd(member.start_date, member.period_end) > 112, false)::int as numerator,
    member.excluded,
    counted.label as family,
    counted.only_in
from member
inner join (values ('Children', null), ('Families', 'family')) as counted (label, only_in)
    on counted.only_in is null or (member.number_in_family = 1 and member.excluded is null)
order by member.period_end, record_id, family
