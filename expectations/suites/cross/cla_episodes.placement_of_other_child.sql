/* rule
table: ssd_cla_episodes
severity: major
says: An episode and its placement are about the same child.
why: Another child's placement is counted for this one.
fix: Link the episode to this child's own placement.
columns: [clae_cla_placement_id, clae_person_id]
reads: [ssd_cla_placement.clap_cla_placement_id, ssd_cla_placement.clap_person_id]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_placement_id' as column_name,
    cast(this.clae_cla_placement_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where exists (
    select 1
    from known.ssd_cla_placement as other
    where
        other.clap_cla_placement_id = this.clae_cla_placement_id
        and other.clap_person_id <> this.clae_person_id
)
