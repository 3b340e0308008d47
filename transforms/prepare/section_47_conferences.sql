/* prepare
says: initial conferences (no transfers in) held from the start of a section 47 enquiry of the same child to 60 days after it, where the
  conference is linked to that enquiry or to none; `enquiries_in_reach` counts the child's enquiries that an unlinked one could belong to
grain: one conference and one enquiry (child and start date) it may have come from
*/
with enquiry as (
    select
        person_id,
        start_date,
        list(enquiry_id) filter (where enquiry_id is not null) as enquiry_ids
    from prepare.section_47_once
    where excluded is null or excluded = 'G2'
    group by person_id, start_date
),

in_reach as (
    select
        enquiry.person_id,
        enquiry.start_date,
        enquiry.enquiry_ids,
        conference.record_id as conference_record_id,
        conference.enquiry_id,
        count(*) over (partition by conference.record_id) as enquiries_in_reach
    from enquiry
    inner join prepare.conferences_once as conference
        on enquiry.person_id = conference.person_id
        and conference.conference_date between enquiry.start_date and enquiry.start_date + 60
    where not conference.is_transfer_in and not conference.is_repeat
)

select
    person_id,
    start_date,
    conference_record_id,
    enquiry_id is not null as is_linked,
    enquiries_in_reach
from in_reach
where enquiry_id is null or list_contains(enquiry_ids, enquiry_id)
order by person_id, start_date, conference_record_id
