-- One row is one person, with the labels that do not depend on a day. A person delivered twice is born on the earliest
-- date, and the rest is read from the first row; one who has a disability on record and no person's row keeps it.
create or replace temp table engine_people as
with person as (
    select *
    from ssd.person
    where pers_person_id is not null
    qualify row_number() over (partition by pers_person_id order by source_file, source_row, pers_sex, pers_ethnicity) = 1
),

disability as (
    select
        disa_person_id as person_id,
        case
            when bool_or(disa_disability_code <> 'NONE') then 'Yes'
            when bool_or(disa_disability_code = 'NONE') then 'No'
            else 'Not known'
        end as disability
    from ssd.disability
    where disa_person_id is not null
    group by disa_person_id
)

select
    coalesce(person.pers_person_id, disability.person_id) as person_id,
    births.born as birth,
    births.expected as expected_birth,
    case person.pers_sex when 'M' then 'Male' when 'F' then 'Female' else 'Not known' end as sex,
    ethnicity_group(person.pers_ethnicity) as ethnicity,
    coalesce(disability.disability, 'Not known') as disability
from person
full join disability on person.pers_person_id = disability.person_id
left join prepare.births as births on person.pers_person_id = births.person_id;
