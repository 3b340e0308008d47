/* rule
table: sup_sign_offs
severity: minor
says: A return is checked by somebody who did not prepare it.
why: A return checked by its maker has not been checked.
fix: Have the return checked by somebody else.
columns: [signed_by, quarter, return_code, signatory_role]
*/
select
    this.record_id,
    this.person_id,
    'signed_by' as column_name,
    cast(this.signed_by as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_sign_offs as this
where exists (
    select 1
    from known.sup_sign_offs as other
    where
        other.quarter = this.quarter
        and other.return_code = this.return_code
        and other.signatory_role <> this.signatory_role
        and lower(trim(other.signed_by)) = lower(trim(this.signed_by))
)
