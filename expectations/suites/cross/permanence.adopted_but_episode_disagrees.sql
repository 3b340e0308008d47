/* rule
table: ssd_permanence
severity: minor
says: A child with an adoption order left care by adoption (E11, E12).
why: The adoption is counted here and not among those who left care.
fix: Correct why the episode ended, or the type of the order.
columns: [perm_permanence_order_type, perm_permanence_order_date, perm_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_ceased_reason]
whole_history: true
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
    this.perm_permanence_order_type = 'Adoption'
    and this.perm_permanence_order_date is not null
    and not exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.perm_person_id and held.clae_cla_episode_ceased_reason in ('E11', 'E12')
    )
