/* rule
table: ssd_cla_placement
severity: minor
says: "The placement fits the legal status: no temporary (T0 to T4) or long-term foster placement (U1, U4) on a short break, no placement with parents under section 20."
why: The placement or the legal status is wrong, and children are counted in the wrong group.
fix: Correct whichever of the two is wrong.
columns: [clap_cla_placement_type, clap_person_id, clap_cla_placement_start_date, clap_cla_placement_end_date]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_type' as column_name,
    cast(this.clap_cla_placement_type as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.clap_person_id
            and (
                (
                    status.lega_legal_status in ('V3', 'V4')
                    and this.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4', 'U1', 'U4')
                )
                or (status.lega_legal_status = 'V2' and this.clap_cla_placement_type = 'P1')
            )
            and status.lega_legal_status_start_date < coalesce(this.clap_cla_placement_end_date, date '9999-12-31')
            and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clap_cla_placement_start_date
    )
