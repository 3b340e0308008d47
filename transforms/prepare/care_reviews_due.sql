/* prepare
says: every review that a period of care has had to have, when it was due, and when it was held (blank where not yet). The first is due 20
  working days after the period starts, the second 3 months after the first was held, each later one 6 months after the one before.
  Cancelled reviews and those without a date were not held; of several rows of one review id the earliest date stays (G2).
grain: one due review of one period of care of one child
*/
with review as (
    select
        clar_cla_id as care_id,
        min(clar_cla_review_date) as held_on
    from ssd.cla_reviews
    where coalesce(clar_cla_review_cancelled, 'N') <> 'Y' and clar_cla_review_date is not null
    group by clar_cla_id, coalesce(clar_cla_review_id, concat(source_file, source_row))
),

clock as (
    select
        care_id,
        person_id,
        care_start as timed_from,
        true as is_start
    from prepare.care_periods
    union all
    select
        care_period.care_id,
        care_period.person_id,
        review.held_on as timed_from,
        false as is_start
    from prepare.care_periods as care_period
    inner join review on care_period.care_id = review.care_id
),

in_order as (
    select
        *,
        row_number() over period as place,
        lead(timed_from) over period as held_on
    from clock
    window period as (partition by care_id, person_id order by is_start desc, timed_from)
)

select
    care_id,
    person_id,
    timed_from,
    case place when 1 then addwd(timed_from, 20) when 2 then addm(timed_from, 3) else addm(timed_from, 6) end as due_on,
    held_on
from in_order
order by care_id, person_id, place
