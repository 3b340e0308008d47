/* rule
table: sup_foster_carers
severity: major
says: A household has one approval at a time.
why: The household counts twice among those gained.
fix: End the earlier approval; a change between mainstream and connected care is no new one.
columns: [deregistration_date, household_id, approval_date]
*/
select
    this.record_id,
    this.person_id,
    'deregistration_date' as column_name,
    cast(this.deregistration_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_foster_carers as this
where
    this.deregistration_date is null
    and exists (
        select 1
        from known.sup_foster_carers as other
        where
            other.household_id = this.household_id
            and other.approval_date <> this.approval_date
            and other.deregistration_date is null
    )
