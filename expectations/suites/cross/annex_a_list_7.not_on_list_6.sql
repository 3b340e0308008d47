/* rule
table: annex_a_list_7
severity: major
says: A child on a protection plan (list 7) is on the list of children in need (list 6).
why: Every child on a plan is a child in need; one of the lists is not whole.
fix: Add the child to list 6, or correct the id.
columns: [child_unique_id]
reads: [annex_a_list_6.child_unique_id]
*/
select
    this.record_id,
    this.person_id,
    'child_unique_id' as column_name,
    cast(this.child_unique_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.annex_a_list_7 as this
where
    this.child_unique_id is not null
    and not exists (
        select 1
        from known.annex_a_list_6 as other
        where
            other.child_unique_id = this.child_unique_id
    )
