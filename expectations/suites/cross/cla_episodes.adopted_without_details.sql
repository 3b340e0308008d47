/* rule
table: ssd_cla_episodes
severity: minor
says: For a child who left care by adoption the decision, the match and the adopters are recorded.
why: The adoption leaves the scorecard, and adopters are undercounted.
fix: Complete the adoption record, or correct why the episode ended.
columns: [clae_cla_episode_ceased_reason, clae_person_id]
reads: [ssd_permanence.perm_person_id, ssd_permanence.perm_adm_decision_date, ssd_permanence.perm_matched_date,
  ssd_permanence.perm_adopted_by_carer_flag, ssd_permanence.perm_number_of_adopters, ssd_permanence.perm_adopter_sex,
  ssd_permanence.perm_adopter_legal_status]
whole_history: true
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
    and not exists (
        select 1
        from known.ssd_permanence as plan
        where
            plan.perm_person_id = this.clae_person_id
            and plan.perm_adm_decision_date is not null
            and plan.perm_matched_date is not null
            and plan.perm_adopted_by_carer_flag is not null
            and plan.perm_number_of_adopters is not null
            and plan.perm_adopter_sex is not null
            and plan.perm_adopter_legal_status is not null
    )
