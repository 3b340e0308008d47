/* prepare
says: >-
  the cases that social workers hold at the end of each period: distinct pairs of a worker with a Social Work England number and a
  person, by open involvements with a case worker's role (setting case_worker_role). A second involvement of a pair is a repeat (G2, the
  lowest id stays); an involvement without a start date is G4; one of a worker or person not on record is a missing link.
grain: one open involvement at one period's end; one row a worker, person and period has `excluded` empty
*/
with snapshot as (
    select distinct period_end
    from periods
),

worker as (
    select
        prof_professional_id as worker_id,
        max(nullif(trim(prof_social_worker_registration_no), '')) as registration_no
    from ssd.professionals
    group by prof_professional_id
),

open_involvement as (
    select
        snapshot.period_end,
        involvement.invo_involvements_id as involvement_id,
        involvement.invo_professional_id as worker_id,
        involvement.invo_person_id as person_id,
        case
            when worker.worker_id is null or involvement.invo_person_id is null then 'missing link'
            when involvement.invo_involvement_start_date is null then 'G4'
        end as excluded
    from snapshot
    inner join ssd.involvements as involvement
        on coalesce(involvement.invo_involvement_start_date <= snapshot.period_end, true)
        and coalesce(involvement.invo_involvement_end_date > snapshot.period_end, true)
    left join worker on involvement.invo_professional_id = worker.worker_id
    where involvement.invo_professional_role_id in (select value from ref.setting where name = 'case_worker_role')
        and (worker.worker_id is null or worker.registration_no is not null)
)

select
    period_end,
    involvement_id,
    worker_id,
    person_id,
    coalesce(
        excluded,
        case
            when row_number() over (
                partition by period_end, worker_id, person_id, excluded order by involvement_id
            ) > 1 then 'G2'
        end
    ) as excluded
from open_involvement
order by period_end, worker_id, person_id, involvement_id
