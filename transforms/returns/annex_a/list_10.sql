/* list
holds: Children adopted in the 12 months, whose adoption decision was reversed in them, or who still wait on a decision made at any time.
grain: One row per child per adoption decision.
window: adoption
needs: [ssd.permanence.perm_person_id, ssd.permanence.perm_adm_decision_date]
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.cla_episodes: the date the child entered care
  sup.adoption_matches: the family identifier
notes:
- Only decisions that the child should be placed for adoption; other permanence orders are not here.
- The family identifier is the adoptive family's, the same as on list 11; a link that has ended is not shown.
*/
with decision as (
    select
        permanence.perm_table_id,
        coalesce(permanence.perm_person_id, period.person_id) as person_id,
        permanence.perm_adm_decision_date,
        permanence.perm_placement_order_date,
        permanence.perm_matched_date,
        permanence.perm_placed_for_adoption_date,
        permanence.perm_placed_ffa_cp_date,
        permanence.perm_decision_reversed_reason,
        period.start_date as entered_care_date,
        -- One field serves all kinds of order; only an adoption order is one here.
        case
            when
                permanence.perm_permanence_order_type = 'Adoption'
                and permanence.perm_permanence_order_date <= $reference_date
                then permanence.perm_permanence_order_date
        end as adopted_on,
        case
            when permanence.perm_decision_reversed_date <= $reference_date then permanence.perm_decision_reversed_date
        end as reversed_on
    from ssd.permanence as permanence
    left join annex_a_care_period as period
        on
            permanence.perm_cla_id = period.period_id
            and coalesce(permanence.perm_person_id = period.person_id, true)
    where permanence.perm_adm_decision_date <= $reference_date
),

listed as (
    select *
    from decision
    where
        adopted_on >= $adoption_from
        or reversed_on >= $adoption_from
        or (adopted_on is null and reversed_on is null)
),

family as (
    select
        listed.perm_table_id,
        listed.person_id,
        matches.family_identifier
    from listed
    inner join sup.adoption_matches as matches
        on
            listed.person_id = matches.person_id
            and coalesce(matches.linked_date <= coalesce(listed.reversed_on, $reference_date), true)
            and coalesce(matches.ended_date > coalesce(listed.reversed_on, $reference_date), true)
    qualify row_number() over (
        partition by listed.perm_table_id, listed.person_id
        order by matches.linked_date desc nulls last, matches.family_identifier desc
    ) = 1
)

select
    listed.perm_table_id as record_id,
    listed.person_id as child_unique_id,
    family.family_identifier,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    person.has_disability,
    listed.entered_care_date,
    listed.perm_adm_decision_date as adm_decision_date,
    listed.perm_placement_order_date as placement_order_date,
    listed.perm_matched_date as matched_date,
    listed.perm_placed_for_adoption_date as placed_for_adoption_date,
    listed.adopted_on as adoption_order_date,
    listed.reversed_on as reversal_date,
    annex_a_text('annex_a_adoption_reversal_reason', case
        when listed.reversed_on is not null then listed.perm_decision_reversed_reason
    end) as reversal_reason,
    listed.perm_placed_ffa_cp_date as ffa_placement_date
from listed
left join annex_a_person as person on listed.person_id = person.person_id
left join family on listed.perm_table_id = family.perm_table_id and listed.person_id = family.person_id
order by child_unique_id, adm_decision_date, record_id
