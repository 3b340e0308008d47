/* prepare
says: each time a young person presented as homeless, and why it does not count. A presentation no more than 28 days after the last one
  that counted is a repeat (G2); one that is left out for another reason starts no 28 days.
grain: one presentation of one young person
*/
with recursive presentation as (
    select
        homeless.person_id,
        homeless.presentation_date,
        homeless.joint_assessment_start_date,
        homeless.rights_advice_date,
        homeless.outcome,
        row_number() over (
            partition by homeless.person_id, homeless.presentation_date
            order by homeless.source_file, homeless.source_row
        ) as repeat_no,
        case
            when homeless.presentation_date is null then 'G4'
            when birth.person_id is null then 'missing link'
            when birth.born is null then 'no date of birth'
            when age(birth.born, homeless.presentation_date) not in (16, 17) then 'not 16 or 17'
            when homeless.joint_assessment_start_date < homeless.presentation_date then 'G5'
        end as excluded
    from sup.homeless_1617 as homeless
    left join prepare.births as birth on homeless.person_id = birth.person_id
),

counted as (
    select person_id, min(presentation_date) as presentation_date
    from presentation
    where excluded is null and repeat_no = 1
    group by person_id
    union all
    select counted.person_id, min(later.presentation_date) as presentation_date
    from counted
    inner join presentation as later
        on counted.person_id = later.person_id and later.presentation_date > counted.presentation_date + 28
    where later.excluded is null and later.repeat_no = 1
    group by counted.person_id
)

select
    presentation.person_id,
    presentation.presentation_date,
    presentation.joint_assessment_start_date,
    presentation.rights_advice_date,
    presentation.outcome,
    coalesce(
        presentation.excluded, if(presentation.repeat_no > 1 or counted.person_id is null, 'G2', null)
    ) as excluded
from presentation
left join counted
    on presentation.person_id = counted.person_id and presentation.presentation_date = counted.presentation_date
order by presentation.person_id, presentation.presentation_date, presentation.repeat_no
