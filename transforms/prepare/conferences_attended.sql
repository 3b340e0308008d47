/* prepare
says: how a child took part in each review conference on the case system, and in each initial one that the conference service recorded.
  For a review the conference service's code comes first, else the case system's. A review that only the conference service knows is a
  missing link.
grain: one child at one conference
*/
with service as (
    select
        conference_id,
        person_id,
        conference_type,
        conference_date,
        participation_code,
        row_number() over (
            partition by conference_id, person_id order by source_file, source_row
        ) as repeat_no
    from sup.conference_participation
),

review as (
    select
        cppr_cp_review_id as review_id,
        cppr_person_id as person_id,
        cppr_cp_review_date as review_date,
        trim(cppr_cp_review_participation) as participation_code,
        row_number() over (partition by cppr_cp_review_id order by source_file, source_row) as repeat_no
    from ssd.cp_reviews
)

select
    review.review_id as record_id,
    'ssd.cp_reviews' as from_table,
    review.person_id,
    review.review_date as held_on,
    coalesce(service.participation_code, review.participation_code) as code,
    if(review.repeat_no > 1 and review.review_id is not null, 'G2', null) as excluded
from review
left join service
    on review.review_id = service.conference_id
    and review.person_id = service.person_id
    and service.conference_type = 'REVIEW'
    and service.repeat_no = 1
union all
select
    concat_ws('|', service.conference_id, service.person_id) as record_id,
    'sup.conference_participation' as from_table,
    service.person_id,
    service.conference_date as held_on,
    service.participation_code as code,
    case
        when service.repeat_no > 1 then 'G2'
        when service.conference_type = 'REVIEW' then 'missing link'
    end as excluded
from service
where service.conference_type = 'INITIAL' or (
    service.conference_type = 'REVIEW'
    and not exists (select 1 from review where review.review_id = service.conference_id and review.person_id = service.person_id)
)
order by record_id
