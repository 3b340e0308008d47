/* rule
table: ssd_cla_episodes
severity: minor
says: A child who left care by adoption has a decision for adoption that still stood.
why: Either the child was not adopted, or the decision was not reversed.
fix: Correct why the episode ended, or remove the reversal of the decision.
columns: [clae_cla_episode_ceased_reason, clae_person_id]
reads: [ssd_permanence.perm_person_id, ssd_permanence.perm_adm_decision_date, ssd_permanence.perm_decision_reversed_date]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_ceased_reason' as column_name,
    cast(this.clae_cla_episode_ceased_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    this.clae_cla_episode_ceased_reason in ('E11', 'E12')
    and exists (
        select 1
        from known.ssd_permanence as plan
        where plan.perm_person_id = this.clae_person_id and plan.perm_decision_reversed_date is not null
    )
    and not exists (
        select 1
        from known.ssd_permanence as plan
        where
            plan.perm_person_id = this.clae_person_id
            and plan.perm_adm_decision_date is not null
            and plan.perm_decision_reversed_date is null
    )
