/* prepare
says: the children in pre-proceedings at the end of each period, from the letter before proceedings (else the decision) until they end,
  step down or issue. Of several rows of a child the earliest start counts, then the lowest id; the rest are repeats (G2). One with an
  outcome but no date for it ended on a day not known ('no end date'); one without a start is G4.
grain: one open row of one child at one period's end
*/
with snapshot as (
    select distinct period_end
    from periods
),

pre_proceedings as (
    select
        prep_table_id as table_id,
        prep_person_id as person_id,
        nullif(trim(prep_plo_family_id), '') as family_id,
        coalesce(prep_pre_pro_letter_date, prep_pre_pro_decision_date) as start_date,
        prep_agree_stepdown_issue_date as end_date,
        case
            when prep_person_id is null then 'missing link'
            when prep_pre_pro_outcome is not null and prep_agree_stepdown_issue_date is null then 'no end date'
            when coalesce(prep_pre_pro_letter_date, prep_pre_pro_decision_date) is null then 'G4'
        end as excluded
    from ssd.pre_proceedings
)

select
    snapshot.period_end,
    spell.table_id,
    spell.person_id,
    spell.family_id,
    spell.start_date,
    coalesce(
        spell.excluded,
        case
            when row_number() over (
                partition by snapshot.period_end, spell.person_id, spell.excluded order by spell.start_date, spell.table_id
            ) > 1 then 'G2'
        end
    ) as excluded
from snapshot
inner join pre_proceedings as spell
    on coalesce(spell.start_date, date '-infinity') <= snapshot.period_end
    and coalesce(spell.end_date, date 'infinity') > snapshot.period_end
order by snapshot.period_end, spell.person_id, spell.start_date, spell.table_id
