/* rule
table: ssd_cla_previous_permanence
severity: minor
says: The order of an earlier adoption or guardianship was made before the child came into care.
why: The order belongs to this time in care, not to an earlier one.
fix: Correct the date of the order, or record Z1 where there was none.
columns: [lapp_previous_permanence_order_date, lapp_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'lapp_previous_permanence_order_date' as column_name,
    cast(this.lapp_previous_permanence_order_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_previous_permanence as this
where
    exists (
        select 1
        from (
            select clae_person_id as person_id, min(clae_cla_episode_start_date) as came_on
            from known.ssd_cla_episodes
            group by all
        ) as care
        where
            care.person_id = this.lapp_person_id
            and care.came_on <= case
                when regexp_full_match(this.lapp_previous_permanence_order_date, '(?i)zz/zz/[0-9]{4}')
                    then make_date(cast(right(this.lapp_previous_permanence_order_date, 4) as integer), 12, 31)
                when regexp_full_match(this.lapp_previous_permanence_order_date, '(?i)zz/[0-9]{2}/[0-9]{4}')
                    then last_day(try_strptime('01' || right(this.lapp_previous_permanence_order_date, 8), '%d/%m/%Y'))
                else coalesce(
                    cast(try_strptime(this.lapp_previous_permanence_order_date, '%d/%m/%Y') as date),
                    try_cast(this.lapp_previous_permanence_order_date as date)
                )
            end
    )
