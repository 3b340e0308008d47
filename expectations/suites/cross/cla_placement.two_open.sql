/* rule
table: ssd_cla_placement
severity: major
says: No child has two open placements at once.
why: The child seems to live in two places, and placements are miscounted.
fix: End the earlier placement on the day the next began.
columns: [clap_cla_placement_end_date, clap_cla_placement_start_date, clap_person_id, clap_cla_placement_id]
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_end_date' as column_name,
    cast(this.clap_cla_placement_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    this.clap_cla_placement_end_date is null
    and this.clap_cla_placement_start_date is not null
    and exists (
        select 1
        from known.ssd_cla_placement as other
        where
            other.clap_person_id = this.clap_person_id
            and other.clap_cla_placement_id <> this.clap_cla_placement_id
            and other.clap_cla_placement_end_date is null
            and other.clap_cla_placement_start_date is not null
    )
