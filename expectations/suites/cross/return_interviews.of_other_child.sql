/* rule
table: sup_return_interviews
severity: major
says: An interview is with the child who was missing.
why: One child's interview counts for another's episode.
fix: Correct the child or the episode.
columns: [person_id, missing_id, home_episode_id]
reads: [ssd_missing.miss_table_id, ssd_missing.miss_person_id, sup_missing_home.episode_id, sup_missing_home.person_id]
*/
select
    this.record_id,
    this.person_id,
    'person_id' as column_name,
    cast(this.person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_return_interviews as this
where
    exists (
        select 1
        from known.ssd_missing as care
        where care.miss_table_id = this.missing_id and care.miss_person_id <> this.person_id
    )
    or exists (
        select 1
        from known.sup_missing_home as home
        where home.episode_id = this.home_episode_id and home.person_id <> this.person_id
    )
