/* rule
table: ssd_ehcp_assessment
severity: major
says: The outcome of an assessment is on or after its request.
why: The weeks from request to plan are wrong.
fix: Correct whichever date is wrong.
columns: [ehca_ehcp_assessment_outcome_date, ehca_ehcp_request_id]
reads: [ssd_ehcp_requests.ehcr_ehcp_request_id, ssd_ehcp_requests.ehcr_ehcp_req_date]
*/
select
    this.record_id,
    this.person_id,
    'ehca_ehcp_assessment_outcome_date' as column_name,
    cast(this.ehca_ehcp_assessment_outcome_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_ehcp_assessment as this
where exists (
    select 1
    from known.ssd_ehcp_requests as other
    where
        other.ehcr_ehcp_request_id = this.ehca_ehcp_request_id
        and this.ehca_ehcp_assessment_outcome_date < other.ehcr_ehcp_req_date
)
