/* rule
table: sup_staff_survey
severity: minor
says: All answers to a survey say the same number of staff asked.
why: The share who answered cannot be told.
fix: Give every row the number of staff who were asked.
columns: [staff_invited, survey_id]
*/
select
    this.record_id,
    this.person_id,
    'staff_invited' as column_name,
    cast(this.staff_invited as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_staff_survey as this
where exists (
    select 1
    from (
        select survey_id, mode(staff_invited) as most from known.sup_staff_survey group by survey_id
    ) as asked
    where asked.survey_id = this.survey_id and asked.most <> this.staff_invited
)
