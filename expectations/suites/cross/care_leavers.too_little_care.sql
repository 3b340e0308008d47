/* rule
table: ssd_care_leavers
severity: minor
says: A care leaver under 20 was looked after for 13 weeks after turning 14, and for a day after turning 16, short breaks left out.
why: The young person is not entitled to leaving care, or the time in care is missing.
fix: Correct the eligibility to Qualifying, or record the missing episodes of care.
columns: [clea_person_id, clea_care_leaver_eligibility]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date,
  ssd_cla_episodes.clae_cla_episode_ceased_date, ssd_legal_status.lega_person_id, ssd_legal_status.lega_legal_status,
  ssd_legal_status.lega_legal_status_start_date, ssd_legal_status.lega_legal_status_end_date, ssd_person.pers_dob]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clea_person_id' as column_name,
    cast(this.clea_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_care_leavers as this
where
    this.clea_care_leaver_eligibility is distinct from 'Qualifying'
    and exists (
        select 1
        from (
            select
                held.person_id,
                sum(
                    greatest(0, date_diff('day', greatest(held.began, addm(person.birth_date, 168)), held.ended))
                ) as days_from_14,
                sum(
                    greatest(0, date_diff('day', greatest(held.began, addm(person.birth_date, 192)), held.ended))
                ) as days_from_16
            from (
                select
                    spell.clae_person_id as person_id,
                    spell.clae_cla_episode_start_date as began,
                    -- A short break counts for nothing: it ends, here, on the day it began.
                    case
                        when exists (
                            select 1
                            from known.ssd_legal_status as status
                            where
                                status.lega_person_id = spell.clae_person_id
                                and status.lega_legal_status in ('V3', 'V4')
                                and status.lega_legal_status_start_date <= spell.clae_cla_episode_start_date
                                and coalesce(status.lega_legal_status_end_date, date '9999-12-31')
                                > spell.clae_cla_episode_start_date
                        ) then spell.clae_cla_episode_start_date
                        else coalesce(spell.clae_cla_episode_ceased_date, getvariable('extracted_on'))
                    end as ended
                from known.ssd_cla_episodes as spell
            ) as held
            inner join known.people as person on person.people_id = held.person_id
            where addm(person.birth_date, 240) > getvariable('extracted_on')
            group by all
        ) as care
        where care.person_id = this.clea_person_id and (care.days_from_14 < 91 or care.days_from_16 < 1)
    )
