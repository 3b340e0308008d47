/* prepare
says: the day on which each period of care began, as recorded on its episodes; the earliest where they differ
grain: one period of care
*/
select
    clae_cla_id as care_id,
    min(clae_entered_care_date) as entered_on
from ssd.cla_episodes
where clae_cla_id is not null
group by clae_cla_id
order by clae_cla_id
