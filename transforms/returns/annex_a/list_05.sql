/* list
holds: Section 47 enquiries that ended in the six months, or are still open, each with its initial conference.
grain: One row per child per enquiry.
needs: [ssd.s47_enquiry.s47e_person_id, ssd.s47_enquiry.s47e_s47_start_date]
looks_back_months: 12
fills:
  ssd.s47_enquiry.s47e_s47_end_date: "when enquiries ended (those that began in the six months are listed)"
  ssd.person: gender, ethnicity, date of birth and age
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.initial_cp_conference: the conference and its count (shown as 0)
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- "The two counts are of the 12 months before the child's latest enquiry on this list, that one left out, and are the same on all of the child's rows."
- A conference is found by its enquiry and child; of several the earliest is shown.
- A transfer-in conference has no enquiry and so no row.
*/
with listed as (
    select
        *,
        case when s47e_s47_end_date <= $reference_date then s47e_s47_end_date end as ended_on
    from ssd.s47_enquiry
    where
        coalesce(s47e_s47_start_date <= $reference_date, true)
        and coalesce(s47e_s47_end_date >= $window_from, true)
        -- A source that never says when an enquiry ended would otherwise keep every one as open.
        and ($enquiry_ends_known or s47e_s47_start_date >= $window_from)
),

-- Enquiry ids repeat across siblings in group working, so the child is part of the link.
conference as (
    select
        icpc_s47_enquiry_id,
        icpc_person_id,
        icpc_icpc_date,
        icpc_icpc_outcome_cp_flag
    from ssd.initial_cp_conference
    where icpc_icpc_date <= $reference_date
    qualify row_number() over (
        partition by icpc_s47_enquiry_id, icpc_person_id
        order by icpc_icpc_date, icpc_icpc_id, icpc_icpc_outcome_cp_flag desc nulls last
    ) = 1
),

latest as (
    select
        s47e_person_id as person_id,
        s47e_s47_enquiry_id as enquiry_id,
        s47e_s47_start_date as start_date
    from listed
    qualify row_number() over (
        partition by s47e_person_id
        order by s47e_s47_start_date desc nulls last, s47e_s47_enquiry_id desc
    ) = 1
),

earlier_enquiries as (
    select
        latest.person_id,
        count(distinct other.s47e_s47_enquiry_id) as enquiries
    from latest
    inner join ssd.s47_enquiry as other
        on
            latest.person_id = other.s47e_person_id
            and other.s47e_s47_start_date between addm(latest.start_date, -12) and latest.start_date
            and (other.s47e_s47_start_date < latest.start_date or other.s47e_s47_enquiry_id < latest.enquiry_id)
    group by latest.person_id
),

earlier_conferences as (
    select
        latest.person_id,
        count(distinct other.icpc_icpc_id) as conferences
    from latest
    inner join ssd.initial_cp_conference as other
        on
            latest.person_id = other.icpc_person_id
            and other.icpc_icpc_date >= addm(latest.start_date, -12)
            and other.icpc_icpc_date < latest.start_date
    group by latest.person_id
)

select
    listed.s47e_s47_enquiry_id as record_id,
    listed.s47e_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    person.has_disability,
    listed.s47e_s47_start_date as s47_start_date,
    annex_a_text('annex_a_yes_no', case
        when listed.ended_on is not null or not $enquiry_ends_known then listed.s47e_s47_nfa
    end) as icpc_unnecessary,
    conference.icpc_icpc_date as icpc_date,
    annex_a_text('annex_a_yes_no_unknown', case
        when conference.icpc_icpc_date is not null then coalesce(conference.icpc_icpc_outcome_cp_flag, 'Unknown')
    end) as icpc_resulted_in_cpp,
    coalesce(earlier_enquiries.enquiries, 0) as s47_last_12_months,
    coalesce(earlier_conferences.conferences, 0) as icpc_last_12_months,
    coalesce(team.team_name, listed.s47e_s47_completed_by_team) as allocated_team,
    coalesce(worker.worker_name, listed.s47e_s47_completed_by_worker_id) as allocated_worker
from listed
left join annex_a_person as person on listed.s47e_person_id = person.person_id
left join conference
    on
        listed.s47e_s47_enquiry_id = conference.icpc_s47_enquiry_id
        and listed.s47e_person_id = conference.icpc_person_id
left join earlier_enquiries on listed.s47e_person_id = earlier_enquiries.person_id
left join earlier_conferences on listed.s47e_person_id = earlier_conferences.person_id
left join annex_a_team as team on listed.s47e_s47_completed_by_team = team.team_id
left join annex_a_worker as worker on listed.s47e_s47_completed_by_worker_id = worker.worker_id
order by child_unique_id, s47_start_date, record_id
