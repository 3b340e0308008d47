/* rule
table: ssd_permanence
severity: minor
says: A child adopted by the former foster carer was placed with the carer for adoption (A3, A5); a child adopted by others was not.
why: Adoptions by foster carers are miscounted.
fix: Correct who adopted the child, or the type of the last placement.
columns: [perm_adopted_by_carer_flag, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_ceased_reason,
  ssd_cla_episodes.clae_cla_placement_id, ssd_cla_placement.clap_cla_placement_id,
  ssd_cla_placement.clap_cla_placement_type]
*/
select
    this.record_id,
    this.person_id,
    'perm_adopted_by_carer_flag' as column_name,
    cast(this.perm_adopted_by_carer_flag as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from known.ssd_cla_episodes as held
        inner join known.ssd_cla_placement as home on home.clap_cla_placement_id = held.clae_cla_placement_id
        where
            held.clae_person_id = this.perm_person_id
            and held.clae_cla_episode_ceased_reason in ('E11', 'E12')
            and (
                (this.perm_adopted_by_carer_flag = 'N' and home.clap_cla_placement_type in ('A3', 'A5'))
                or (this.perm_adopted_by_carer_flag = 'Y' and home.clap_cla_placement_type in ('A4', 'A6'))
            )
    )
