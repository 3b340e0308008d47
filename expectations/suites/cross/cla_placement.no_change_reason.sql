/* rule
table: ssd_cla_placement
severity: minor
says: A placement that is followed by another on the day it ended has a reason for the change.
why: Why children move, and which placements break down, cannot be shown.
fix: Record why the placement ended.
columns: [clap_cla_placement_change_reason, clap_cla_placement_type, clap_cla_placement_id, clap_person_id,
  clap_cla_placement_start_date, clap_cla_placement_end_date]
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
    this.clap_cla_placement_change_reason is null
    and (this.clap_cla_placement_type is null or this.clap_cla_placement_type not in ('T0', 'T1', 'T2', 'T3', 'T4'))
    and exists (
        select 1
        from known.ssd_cla_placement as other
        where
            other.clap_person_id = this.clap_person_id
            and other.clap_cla_placement_id <> this.clap_cla_placement_id
            and other.clap_cla_placement_start_date = this.clap_cla_placement_end_date
            and (other.clap_cla_placement_type is null or other.clap_cla_placement_type not in ('T0', 'T1', 'T2', 'T3', 'T4'))
    )
