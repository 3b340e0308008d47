/* rule
table: ssd_cla_episodes
severity: minor
says: For a child who started to be looked after in the last year it is known whether they were adopted, or under guardianship, before; and if so when and where.
why: Children who come back into care after adoption or guardianship are not seen.
fix: Record the earlier permanence of the child (Z1 where there was none), with the date of the order and the authority.
columns: [clae_cla_episode_start_reason, clae_cla_episode_start_date, clae_person_id]
reads: [ssd_cla_previous_permanence.lapp_person_id, ssd_cla_previous_permanence.lapp_previous_permanence_option,
  ssd_cla_previous_permanence.lapp_previous_permanence_order_date,
  ssd_cla_previous_permanence.lapp_previous_permanence_la]
*/
select
    this.record_id,
    this.person_id,
    'clae_cla_episode_start_reason' as column_name,
    cast(this.clae_cla_episode_start_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_episodes as this
where
    this.clae_cla_episode_start_reason = 'S'
    and this.clae_cla_episode_start_date >= addm(getvariable('extracted_on'), -12)
    and not exists (
        select 1
        from known.ssd_cla_previous_permanence as earlier
        where
            earlier.lapp_person_id = this.clae_person_id
            and (
                earlier.lapp_previous_permanence_option = 'Z1'
                or (
                    earlier.lapp_previous_permanence_option is not null
                    and earlier.lapp_previous_permanence_order_date is not null
                    and earlier.lapp_previous_permanence_la is not null
                )
            )
    )
