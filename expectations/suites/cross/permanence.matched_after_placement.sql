/* rule
table: ssd_permanence
severity: minor
says: A child is matched with the adopters on or before the day the last episode before the adoption begins.
why: The time between the steps of adoption, which the scorecard is made of, is wrong.
fix: Correct the date of the match, or the start of the episode.
columns: [perm_matched_date, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_reason]
*/
select
    this.record_id,
    this.person_id,
    'perm_matched_date' as column_name,
    cast(this.perm_matched_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.perm_person_id
            and held.clae_cla_episode_ceased_reason in ('E11', 'E12')
            and held.clae_cla_episode_start_date < this.perm_matched_date
    )
