/* rule
table: sup_risks
severity: minor
says: Last quarter's score is the score that was reported last quarter.
why: The board sees a risk rise or fall that did not.
fix: Correct last quarter's score.
columns: [score_last, quarter, risk_id]
reads: [sup_risks.score_now]
*/
select
    this.record_id,
    this.person_id,
    'score_last' as column_name,
    cast(this.score_last as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_risks as this
where exists (
    select 1
    from known.sup_risks as other
    where
        other.risk_id = this.risk_id
        and other.score_now <> this.score_last
        and other.quarter = (
            select max(earlier.quarter) from known.sup_risks as earlier where earlier.quarter < this.quarter
        )
)
