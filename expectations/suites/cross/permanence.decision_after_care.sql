/* rule
table: ssd_permanence
severity: minor
says: Decisions on adoption are made, and reversed, before the child leaves care.
why: The child seems to be waiting for adoption after leaving care.
fix: Correct the date of the decision or of its reversal, or the end of care.
columns: [perm_adm_decision_date, perm_decision_reversed_date, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'perm_adm_decision_date' as column_name,
    cast(this.perm_adm_decision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from (
            select
                clae_person_id as person_id,
                max(coalesce(clae_cla_episode_ceased_date, date '9999-12-31')) as left_on
            from known.ssd_cla_episodes
            where clae_cla_episode_start_date is not null
            group by all
        ) as care
        where
            care.person_id = this.perm_person_id
            and (this.perm_adm_decision_date > care.left_on or this.perm_decision_reversed_date > care.left_on)
    )
