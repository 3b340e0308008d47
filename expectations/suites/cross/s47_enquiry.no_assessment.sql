/* rule
table: ssd_s47_enquiry
severity: minor
says: A referral with an enquiry has an assessment.
why: An enquiry is made within an assessment, so the assessment was not recorded or is linked elsewhere.
fix: Record the assessment, or link it to the enquiry's referral.
columns: [s47e_referral_id]
reads: [ssd_cin_assessments.cina_referral_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    's47e_referral_id' as column_name,
    cast(this.s47e_referral_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_s47_enquiry as this
where
    this.s47e_referral_id is not null
    and not exists (
        select 1
        from known.ssd_cin_assessments as other
        where
            other.cina_referral_id = this.s47e_referral_id
    )
