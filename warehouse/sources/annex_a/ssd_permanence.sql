-- One row per row of List 10, with its care period where List 8 has one that began on the same day.
with numbered as (
    select
        *,
        row_number() over (
            partition by child_unique_id, adm_decision_date order by entered_care_date nulls last, source_row
        ) as copy
    from list_10
)

select
    made_key('PERM', n.child_unique_id, n.adm_decision_date, n.copy) as perm_table_id,
    n.child_unique_id as perm_person_id,
    (
        select min(c.care_id)
        from care_rows as c
        where c.child_unique_id = n.child_unique_id and c.cla_start_date = n.entered_care_date
    ) as perm_cla_id,
    n.adm_decision_date as perm_adm_decision_date,
    n.placement_order_date as perm_placement_order_date,
    n.placed_for_adoption_date as perm_placed_for_adoption_date,
    n.matched_date as perm_matched_date,
    n.ffa_placement_date as perm_placed_ffa_cp_date,
    n.reversal_date as perm_decision_reversed_date,
    ssd_code('annex_a_adoption_reversal_reason', n.reversal_reason) as perm_decision_reversed_reason,
    n.adoption_order_date as perm_permanence_order_date,
    if(n.adoption_order_date is not null, 'Adoption', null) as perm_permanence_order_type,
    n.source_file,
    n.source_row
from numbered as n
order by perm_table_id
