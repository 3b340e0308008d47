/* rule
table: ssd_cin_episodes
severity: minor
says: A case closed in the last year as needing nothing after assessment (RC8) has no enquiry.
why: The reason for closing says that nothing was done, and the CIN census refuses the record.
fix: Correct the reason for closing, or the link of the enquiry.
columns: [cine_close_reason, cine_close_date, cine_referral_id]
reads: [ssd_s47_enquiry.s47e_referral_id]
*/
select
    this.record_id,
    this.person_id,
    'cine_close_reason' as column_name,
    cast(this.cine_close_reason as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_reason = 'RC8'
    and coalesce(this.cine_close_date, getvariable('extracted_on')) > addm(getvariable('extracted_on'), -12)
    and exists (
        select 1
        from known.ssd_s47_enquiry as other
        where
            other.s47e_referral_id = this.cine_referral_id
    )
