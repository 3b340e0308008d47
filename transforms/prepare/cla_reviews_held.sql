/* prepare
says: the looked-after reviews that were held, each with the child whose period of care it names, and the rule that takes it out - a
  repeat of a review id (G2), cancelled, nobody known to have been in that care (missing link)
grain: one review of one period of care
*/
with care_period as (
    select
        clae_cla_id as care_id,
        min(clae_person_id) as person_id
    from ssd.cla_episodes
    group by clae_cla_id
)

select
    review.clar_cla_review_id as review_id,
    care_period.person_id,
    review.clar_cla_review_date as review_date,
    review.clar_cla_review_participation as code,
    birth.born,
    case
        when row_number() over (
            partition by review.clar_cla_review_id order by review.source_file, review.source_row
        ) > 1 and review.clar_cla_review_id is not null then 'G2'
        when review.clar_cla_review_cancelled = 'Y' then 'cancelled'
        when birth.person_id is null then 'missing link'
    end as excluded
from ssd.cla_reviews as review
left join care_period on review.clar_cla_id = care_period.care_id
left join prepare.births as birth on care_period.person_id = birth.person_id
where review.clar_cla_review_date is not null
order by review_id, review.source_file, review.source_row
