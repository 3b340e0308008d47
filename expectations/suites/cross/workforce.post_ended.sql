/* rule
table: sup_workforce
severity: minor
says: A worker in post holds a post that still exists.
why: The post counts neither as filled nor as vacant.
fix: Move the worker to the present post, or correct the end of the post.
columns: [post_id, leave_date]
reads: [sup_posts.post_id, sup_posts.end_date]
*/
select
    this.record_id,
    this.person_id,
    'post_id' as column_name,
    cast(this.post_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_workforce as this
where
    coalesce(this.leave_date, date '9999-12-31') > getvariable('extracted_on')
    and exists (
        select 1
        from known.sup_posts as other
        where
            other.post_id = this.post_id
            and other.end_date <= getvariable('extracted_on')
    )
