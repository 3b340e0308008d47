/* rule
table: ssd_cla_care_plan
severity: minor
says: A care plan is open only while the child is looked after.
why: The child seems to have a plan after leaving care.
fix: End the plan on the day the child left.
columns: [lacp_cla_care_plan_end_date, lacp_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'lacp_cla_care_plan_end_date' as column_name,
    cast(this.lacp_cla_care_plan_end_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_care_plan as this
where
    this.lacp_cla_care_plan_end_date is null
    and not exists (
        select 1
        from known.ssd_cla_episodes as other
        where
            other.clae_person_id = this.lacp_person_id
            and other.clae_cla_episode_start_date is not null
            and other.clae_cla_episode_ceased_date is null
    )
