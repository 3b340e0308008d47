/* rule
table: ssd_cla_placement
severity: minor
says: Neither a temporary placement (T0 to T4) nor the placement that it interrupts has a reason for the change.
why: A short absence is counted among the placements that broke down.
fix: Remove the reason, or correct the placement type.
columns: [clap_cla_placement_change_reason, clap_cla_placement_type, clap_person_id, clap_cla_placement_start_date, clap_cla_placement_end_date]
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_change_reason' as column_name,
    cast(this.clap_cla_placement_change_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    this.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4')
    and (
        this.clap_cla_placement_change_reason is not null
        or exists (
            select 1
            from known.ssd_cla_placement as other
            where
                other.clap_person_id = this.clap_person_id
                and other.clap_cla_placement_end_date = this.clap_cla_placement_start_date
                and other.clap_cla_placement_change_reason is not null
        )
    )
