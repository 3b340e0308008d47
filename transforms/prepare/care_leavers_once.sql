/* prepare
says: what is recorded of each care leaver, today and not on any earlier day. Of several rows of one young person the one with the latest
  contact describes them, then the lowest id; the others are repeats (G2).
grain: one row of a care leaver; one row a young person has `excluded` empty
*/
with in_order as (
    select
        *,
        row_number() over (
            partition by clea_person_id
            order by clea_care_leaver_latest_contact desc nulls last, clea_table_id, source_file, source_row
        ) as row_no
    from ssd.care_leavers
)

select
    clea_table_id as table_id,
    clea_person_id as person_id,
    clea_care_leaver_eligibility as eligibility,
    clea_care_leaver_in_touch as in_touch,
    clea_care_leaver_latest_contact as latest_contact,
    clea_care_leaver_accommodation as accommodation,
    clea_care_leaver_accom_suitable as suitability,
    clea_care_leaver_activity as activity,
    clea_pathway_plan_review_date as review_date,
    clea_care_leaver_personal_advisor as personal_adviser,
    case
        when clea_person_id is null then 'missing link'
        when row_no > 1 then 'G2'
    end as excluded
from in_order
order by table_id, person_id, row_no
