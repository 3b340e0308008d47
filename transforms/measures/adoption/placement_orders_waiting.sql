/* measure
title: Children with a placement order waiting to be placed
question: How many children are waiting for a family?
unit: count
kind: snapshot
direction: lower_better
target: null
benchmark: null
source: ASGLB quarterly collection concepts
breakdowns: [since_entering_care, months_since_order, fostering_for_adoption, age_band, sibling_group, ethnicity]
audiences: [ofsted, board]
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_placement_order_date, ssd.permanence.perm_placed_for_adoption_date,
  ssd.permanence.perm_decision_reversed_date, ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date]
optional: [ssd.permanence.perm_table_id, ssd.permanence.perm_cla_id, ssd.cla_episodes.clae_cla_id,
  ssd.cla_episodes.clae_entered_care_date, ssd.permanence.perm_placed_ffa_cp_date, ssd.permanence.perm_part_of_sibling_group,
  ssd.cla_episodes.clae_cla_episode_id, ssd.person.pers_person_id, ssd.person.pers_dob, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date]
table: ssd.permanence
numerator_says: Children looked after at the period's end who have a placement order, are not placed for adoption and not reversed
edge_cases:
  - All on or before the period's end; an order made, a placement or a reversal on the last day counts.
  - Each record is judged by its own dates; a child with several waiting records counts once, by the lowest id (G2).
  - Looked after follows G6 and G12; a child who is no longer looked after is not listed.
  - Over 12 and over 18 months since entering care are rows of their own, each of all who waited longer, the day itself not yet over. They
    use the first day of the period of care on the record, or where it has none, of the child's present one.
  - A child fostered for adoption counts and is a group of its own, whether or not that family adopts.
  - The target, fewer than in the same quarter last year, is no fixed number, so none is given.
*/
with shown as (
    select *, null as only_in, 'Any time' as since_entering_care from prepare.waiting_for_adopters
    union all
    select waiting.*, 'since_entering_care', concat('Over ', months, ' months')
    from prepare.waiting_for_adopters as waiting
    cross join (values (12), (18)) as longer (months)
    where excluded is null and addm(entered_on, months) < period_end
)

select
    table_id as record_id,
    person_id,
    period_end as at,
    excluded,
    only_in,
    since_entering_care,
    case
        when addm(ordered_on, 6) > period_end then 'Under 6 months'
        when addm(ordered_on, 12) > period_end then '6 to 11 months'
        when addm(ordered_on, 18) > period_end then '12 to 17 months'
        else '18 months and over'
    end as months_since_order,
    fostering_for_adoption,
    sibling_group
from shown
order by period_end, record_id, only_in, since_entering_care
