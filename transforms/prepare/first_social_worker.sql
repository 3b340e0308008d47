/* prepare
says: the day from which a referral had a social worker, by the involvements that had started when the extract was taken. An involvement
  counts that carries the referral's id, or is of the same child and started on or after the referral. One that started before the
  referral counts only with that id and when still open, and then from the referral's own day.
grain: one referral that had a social worker
*/
with involvement as (
    select
        person_id,
        referral_id,
        start_date,
        coalesce(end_date, date 'infinity') as end_date
    from prepare.social_worker_involvements
    where start_date <= cast(getvariable('extracted_on') as date)
),

start_of_work as (
    select
        referral.referral_id,
        referral.person_id,
        referral.referral_date,
        involvement.start_date
    from prepare.referrals_once as referral
    inner join involvement on referral.referral_id = involvement.referral_id
    where involvement.start_date >= referral.referral_date or involvement.end_date > referral.referral_date
    union all
    select
        referral.referral_id,
        referral.person_id,
        referral.referral_date,
        involvement.start_date
    from prepare.referrals_once as referral
    asof inner join involvement
        on referral.person_id = involvement.person_id and referral.referral_date <= involvement.start_date
)

select
    referral_id,
    person_id,
    referral_date,
    greatest(min(start_date), referral_date) as first_day
from start_of_work
group by referral_id, person_id, referral_date
order by referral_id, person_id, referral_date
