/* rule
table: ssd_cla_placement
severity: minor
says: A short break (V3, V4) has no postcode, URN or distance.
why: Short breaks are left out of where children live, so what is recorded belongs to another placement or legal status.
fix: Correct the legal status, or remove the postcode, the URN and the distance.
columns: [clap_cla_placement_postcode, clap_cla_placement_urn, clap_cla_placement_distance, clap_person_id,
  clap_cla_placement_start_date, clap_cla_placement_end_date]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_postcode' as column_name,
    cast(this.clap_cla_placement_postcode as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    (
        this.clap_cla_placement_postcode is not null
        or this.clap_cla_placement_urn is not null
        or this.clap_cla_placement_distance is not null
    )
    and exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.clap_person_id
            and status.lega_legal_status in ('V3', 'V4')
            and status.lega_legal_status_start_date < coalesce(this.clap_cla_placement_end_date, date '9999-12-31')
            and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clap_cla_placement_start_date
    )
