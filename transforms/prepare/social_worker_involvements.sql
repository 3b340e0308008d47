/* prepare
says: involvements in a case worker's role (setting case_worker_role) of workers with a Social Work England number
grain: one involvement
*/
select
    involvement.invo_involvements_id as involvement_id,
    involvement.invo_professional_id as worker_id,
    involvement.invo_person_id as person_id,
    involvement.invo_referral_id as referral_id,
    involvement.invo_involvement_start_date as start_date,
    involvement.invo_involvement_end_date as end_date,
    involvement.invo_worker_change_reason as change_reason
from ssd.involvements as involvement
inner join prepare.social_workers as worker on involvement.invo_professional_id = worker.worker_id
where involvement.invo_professional_role_id in (select value from ref.setting where name = 'case_worker_role')
order by involvement_id, worker_id, person_id
