/* rule
table: sup_missing_home
severity: minor
says: No two missing episodes from home of one child overlap. One may begin on the day another ends.
why: One disappearance is counted twice.
fix: Join the two, or correct when the child came back.
columns: [episode_start, episode_end, person_id, episode_id]
*/
select
    this.record_id,
    this.person_id,
    'episode_start' as column_name,
    cast(this.episode_start as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_missing_home as this
where exists (
    select 1
    from known.sup_missing_home as other
    where
        other.person_id = this.person_id
        and other.episode_id <> this.episode_id
        and other.episode_start < coalesce(this.episode_end, date '9999-12-31')
        and this.episode_start < coalesce(other.episode_end, date '9999-12-31')
)
