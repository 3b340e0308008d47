/* rule
table: ssd_cla_placement
severity: minor
says: A placement has a postcode and a distance from home, unless it is a short break or the child came to the country alone.
why: Whether the child lives in the area, and how far from home, is not known.
fix: Record the postcode of the placement and work out the distance.
columns: [clap_cla_placement_postcode, clap_cla_placement_distance, clap_person_id, clap_cla_placement_start_date, clap_cla_placement_end_date]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date,
  ssd_immigration_status.immi_person_id, ssd_immigration_status.immi_immigration_status]
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
    (this.clap_cla_placement_postcode is null or this.clap_cla_placement_distance is null)
    and not exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.clap_person_id
            and status.lega_legal_status in ('V3', 'V4')
            and status.lega_legal_status_start_date < coalesce(this.clap_cla_placement_end_date, date '9999-12-31')
            and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clap_cla_placement_start_date
    )
    and not exists (
        select 1
        from known.ssd_immigration_status as status
        where
            status.immi_person_id = this.clap_person_id
            and status.immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
    )
