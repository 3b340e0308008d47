/* rule
table: ssd_care_leavers
severity: minor
says: No care leaver's care was taken over by another authority (E3), or ended with adoption (E11, E12).
why: "The young person inflates the cohort: another authority, or the new family, is responsible."
fix: Take the young person off the list, or correct why the last episode ended.
columns: [clea_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_id,
  ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_reason]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clea_person_id' as column_name,
    cast(this.clea_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_care_leavers as this
where
    exists (
        select 1
        from (
            select
                clae_person_id as person_id,
                arg_max_null(
                    clae_cla_episode_ceased_reason, (clae_cla_episode_start_date, clae_cla_episode_id)
                ) as last_reason
            from known.ssd_cla_episodes
            where clae_cla_episode_start_date is not null
            group by all
        ) as care
        where care.person_id = this.clea_person_id and care.last_reason in ('E3', 'E11', 'E12')
    )
