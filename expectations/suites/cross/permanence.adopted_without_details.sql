/* rule
table: ssd_permanence
severity: minor
says: The record of a child who left care by adoption names the decision, the match and the adopters.
why: The adoption leaves the scorecard, and adopters are undercounted.
fix: Complete the adoption record.
columns: [perm_permanence_order_type, perm_decision_reversed_date, perm_person_id, perm_adm_decision_date,
  perm_matched_date, perm_adopted_by_carer_flag, perm_number_of_adopters, perm_adopter_sex, perm_adopter_legal_status]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_ceased_reason]
*/
select
    this.record_id,
    this.person_id,
    'perm_permanence_order_type' as column_name,
    cast(this.perm_permanence_order_type as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    this.perm_decision_reversed_date is null
    and (
        this.perm_adm_decision_date is null
        or this.perm_matched_date is null
        or this.perm_adopted_by_carer_flag is null
        or this.perm_number_of_adopters is null
        or this.perm_adopter_sex is null
        or this.perm_adopter_legal_status is null
    )
    and exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.perm_person_id and held.clae_cla_episode_ceased_reason in ('E11', 'E12')
    )
