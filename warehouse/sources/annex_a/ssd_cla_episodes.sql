-- One row per row of List 8: the care period as one episode, since the list has no other.
select
    care_id as clae_cla_episode_id,
    child_unique_id as clae_person_id,
    cla_start_date as clae_cla_episode_start_date,
    'S' as clae_cla_episode_start_reason,
    ssd_code('annex_a_primary_need', category_of_need) as clae_cla_primary_need_code,
    cla_end_date as clae_cla_episode_ceased_date,
    ssd_code('annex_a_cla_ceased_reason', cla_ceased_reason) as clae_cla_episode_ceased_reason,
    placement_id as clae_cla_placement_id,
    cla_start_date as clae_entered_care_date,
    last_iro_contact_date as clae_cla_last_iro_contact_date,
    care_id as clae_cla_id,
    source_file,
    source_row
from care_rows
order by clae_cla_episode_id
