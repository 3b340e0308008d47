/* prepare
says: the day from which a referral had a social worker, by the involvements that had started when the extract was taken. Those that carry
  the referral's id decide; one that started before the referral counts when it was still open, and then from the referral's own day. Only
  where none carries the id does the first of the same child that started on or after the referral.
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

own as (
    select
        referral.referral_id,
        referral.person_id,
        referral.referral_date,
        greatest(min(involvement.start_date), referral.referral_date) as first_day
    from prepare.referrals_once as referral
    inner join involvement on referral.referral_id = involvement.referral_id
    where involvement.start_date >= referral.referral_date or involvement.end_date > referral.referral_date
    group by referral.referral_id, referral.person_id, referral.referral_date
)

select distinct
    referral.referral_id,
    referral.person_id,
    referral.referral_date,
    coalesce(own.first_day, of_child.start_date) as first_day
from prepare.referrals_once as referral
left join own
    on referral.referral_id = own.referral_id
    and referral.person_id = own.person_id
    and referral.referral_date = own.referral_date
asof left join involvement as of_child
    on referral.person_id = of_child.person_id and referral.referral_date <= of_child.start_date
where own.first_day is not null or of_child.start_date is not null
order by referral.referral_id, referral.person_id, referral.referral_date
