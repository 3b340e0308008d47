-- The most recent placement of each row of List 8; it ends with the care period, if that has ended.
select
    placement_id as clap_cla_placement_id,
    placement_start_date as clap_cla_placement_start_date,
    ssd_code('annex_a_placement_type', placement_type) as clap_cla_placement_type,
    placement_urn as clap_cla_placement_urn,
    care_id as clap_cla_id,
    ssd_code('annex_a_placement_provider', placement_provider) as clap_cla_placement_provider,
    placement_postcode as clap_cla_placement_postcode,
    cla_end_date as clap_cla_placement_end_date,
    child_unique_id as clap_person_id,
    source_file,
    source_row
from care_rows
where placement_id is not null
order by clap_cla_placement_id
