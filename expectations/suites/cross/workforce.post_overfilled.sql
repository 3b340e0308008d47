/* rule
table: sup_workforce
severity: minor
says: The workers in one post are no more than the post is funded for.
why: A vacancy elsewhere is hidden.
fix: Correct the post of the worker who moved.
columns: [post_id, fte, leave_date]
reads: [sup_posts.post_id, sup_posts.funded_fte]
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
    and (
        select sum(other.fte)
        from known.sup_workforce as other
        where
            other.post_id = this.post_id
            and coalesce(other.leave_date, date '9999-12-31') > getvariable('extracted_on')
    ) > (select max(post.funded_fte) from known.sup_posts as post where post.post_id = this.post_id)
