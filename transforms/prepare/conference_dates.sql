/* prepare
says: when each initial child protection conference was held, a transfer-in one included; of several rows of one id the earliest date
grain: one conference
*/
select
    icpc_icpc_id as conference_id,
    min(icpc_icpc_date) as conference_date
from ssd.initial_cp_conference
where icpc_icpc_id is not null
group by icpc_icpc_id
order by conference_id
