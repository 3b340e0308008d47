/* rule
table: ssd_permanence
severity: minor
says: The decision that a child should be placed for adoption is made on or after the day they came into care.
why: The time from care to adoption, which the scorecard is made of, is wrong.
fix: Correct whichever date is wrong.
columns: [perm_adm_decision_date, perm_decision_reversed_date, perm_permanence_order_date, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_start_reason]
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
                min(clae_cla_episode_start_date) as first_on,
                max(clae_cla_episode_start_date) as latest_on
            from known.ssd_cla_episodes
            where clae_cla_episode_start_reason = 'S'
            group by all
        ) as care
        where
            care.person_id = this.perm_person_id
            and this.perm_adm_decision_date < case
                when
                    this.perm_decision_reversed_date is null
                    and coalesce(this.perm_permanence_order_date, date '9999-12-31') >= care.latest_on
                    then care.latest_on
                else care.first_on
            end
    )
