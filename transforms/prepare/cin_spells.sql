/* prepare
says: the days on which a child had an episode of need open, counted once where episodes overlap. A spell holds from from_day to the day
  before to_day, which is infinite while it is open. Repeats of a referral (G2) and episodes without a referral date (G4) are left out.
grain: one stretch of days of one child
*/
with episode as (
    select
        person_id,
        referral_date as from_day,
        coalesce(close_date, date 'infinity') as to_day
    from prepare.referrals_once
    where excluded is null and coalesce(close_date, date 'infinity') > referral_date
),

in_order as (
    select
        *,
        max(to_day) over (
            partition by person_id order by from_day, to_day rows between unbounded preceding and 1 preceding
        ) as open_to
    from episode
),

stretch as (
    select
        *,
        count(*) filter (where open_to is null or open_to < from_day) over (
            partition by person_id order by from_day, to_day rows between unbounded preceding and current row
        ) as stretch_no
    from in_order
)

select
    person_id,
    min(from_day) as from_day,
    max(to_day) as to_day
from stretch
group by person_id, stretch_no
order by person_id, from_day
