/* rule
table: sup_placement_registration
severity: minor
says: Registration is looked at while the placement lasts.
why: A home counts as unregistered for a child who was not there.
fix: Correct the day, or the placement.
columns: [as_at_date, placement_id]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_cla_placement_start_date, ssd_cla_placement.clap_cla_placement_end_date]
*/
select
    this.record_id,
    this.person_id,
    'as_at_date' as column_name,
    cast(this.as_at_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_placement_registration as this
where exists (
    select 1
    from known.ssd_cla_placement as other
    where
        other.clap_cla_placement_id = this.placement_id
        and (
            this.as_at_date < other.clap_cla_placement_start_date
            or this.as_at_date > other.clap_cla_placement_end_date
        )
)
