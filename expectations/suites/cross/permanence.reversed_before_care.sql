/* rule
table: ssd_permanence
severity: minor
says: A decision is reversed on or after the day the child came into care.
why: The time from care to adoption, which the scorecard is made of, is wrong.
fix: Correct whichever date is wrong.
columns: [perm_decision_reversed_date, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'perm_decision_reversed_date' as column_name,
    cast(this.perm_decision_reversed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from (
            select clae_person_id as person_id, min(clae_cla_episode_start_date) as came_on
            from known.ssd_cla_episodes
            group by all
        ) as care
        where care.person_id = this.perm_person_id and this.perm_decision_reversed_date < care.came_on
    )
