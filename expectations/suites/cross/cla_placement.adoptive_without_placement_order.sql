/* rule
table: ssd_cla_placement
severity: minor
says: A child placed for adoption with a placement order (A5, A6) has a placement order (E1).
why: The placement or the legal status is wrong, and the steps of adoption are miscounted.
fix: Record the placement order, or correct the placement type (A3, A4 are with the parents' consent).
columns: [clap_cla_placement_type, clap_person_id, clap_cla_placement_start_date, clap_cla_placement_end_date]
reads: [ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date]
whole_history: true
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
    this.clap_cla_placement_type in ('A5', 'A6')
    and not exists (
        select 1
        from known.ssd_legal_status as status
        where
            status.lega_person_id = this.clap_person_id
            and status.lega_legal_status = 'E1'
            and status.lega_legal_status_start_date < coalesce(this.clap_cla_placement_end_date, date '9999-12-31')
            and coalesce(status.lega_legal_status_end_date, date '9999-12-31') > this.clap_cla_placement_start_date
    )
