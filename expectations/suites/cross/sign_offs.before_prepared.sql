/* rule
table: sup_sign_offs
severity: minor
says: A return is checked and agreed on or after the day it was prepared.
why: Nobody can check what is not there yet.
fix: Correct the date of the signature.
columns: [signed_date, quarter, return_code, signatory_role]
*/
select
    this.record_id,
    this.person_id,
    'signed_date' as column_name,
    cast(this.signed_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_sign_offs as this
where exists (
    select 1
    from known.sup_sign_offs as other
    where
        other.quarter = this.quarter
        and other.return_code = this.return_code
        and other.signatory_role = 'PREPARED'
        and other.signed_date > this.signed_date
)
