/* rule
table: ssd_care_leavers
severity: minor
says: Whoever is still looked after is eligible for leaving care, and not yet a care leaver.
why: The young person counts both in care and among those who left.
fix: Correct the eligibility to Eligible, or end the episode of care.
columns: [clea_care_leaver_eligibility, clea_person_id]
reads: [ssd_cla_episodes.clae_person_id, ssd_cla_episodes.clae_cla_episode_start_date, ssd_cla_episodes.clae_cla_episode_ceased_date]
*/
select
    this.record_id,
    this.person_id,
    'clea_care_leaver_eligibility' as column_name,
    cast(this.clea_care_leaver_eligibility as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_care_leavers as this
where
    this.clea_care_leaver_eligibility is distinct from 'Eligible'
    and exists (
        select 1
        from known.ssd_cla_episodes as held
        where
            held.clae_person_id = this.clea_person_id
            and held.clae_cla_episode_start_date is not null
            and held.clae_cla_episode_ceased_date is null
    )
