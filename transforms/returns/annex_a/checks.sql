-- What to look at before the workbook goes out. A check that finds nothing is shown with 0, so that it is seen to have been made.

-- name: checks
create or replace temp table annex_a_check (position integer, list integer, name varchar, says varchar);

insert into annex_a_check values
(1, 1, 'Repeats', 'Same child, date and source as another contact: this many would go if repeats were left out'),
(2, 3, 'Repeats', 'Same child and date as another referral: this many would go if repeats were left out'),
(3, 2, 'Duplicates', 'Same child, start date and organisation as another row'),
(4, 4, 'Duplicates', 'Same child and start date as another assessment'),
(5, 5, 'Duplicates', 'Same child and start date as another enquiry'),
(6, 10, 'Duplicates', 'Same child and decision date as another row'),
(7, 11, 'Duplicates', 'Same adopter as another row'),
(8, 2, 'Dates out of order', 'Completed before it started'),
(9, 4, 'Dates out of order', 'Authorised before it started'),
(10, 5, 'Dates out of order', 'Conference before the strategy discussion'),
(11, 6, 'Dates out of order', 'Closed before it started'),
(12, 7, 'Dates out of order', 'Plan ended before it started'),
(13, 8, 'Dates out of order', 'Care ended before it started, or the child was not yet born when it started'),
(14, 8, 'Dates out of order', 'Placement or legal status began before care did'),
(15, 10, 'Dates out of order', 'Order, match, placement, adoption or reversal before the decision'),
(16, 11, 'Dates out of order', 'A stage, approval, match or exit before the enquiry, or a stage ended before it started'),
(17, 7, 'Missing from list 6', 'On a plan on list 7 and not on list 6'),
(18, 8, 'Missing from list 6', 'In care on list 8 and not on list 6'),
(19, 6, 'Closed without a reason', 'Closure date and no reason'),
(20, 8, 'Closed without a reason', 'Date care ended and no reason'),
(21, 10, 'Closed without a reason', 'Decision reversed and no reason'),
(22, 11, 'Closed without a reason', 'Left the process and no reason'),
(23, 8, 'Care ended with X1', 'The last episode ended with X1, so care went on and an episode is missing: shown as open'),
(24, 1, 'Not in the person table', 'Gender, ethnicity, date of birth and age are blank'),
(25, 4, 'Not in the person table', 'Left out of the list'),
(26, 7, 'Emergency order not ended', 'Police protection or emergency order without an end that began over six months ago'),
(27, 6, 'Open with no case worker', 'No open or latest case worker found'),
(28, 7, 'Open with no case worker', 'No open or latest case worker found'),
(29, 8, 'Open with no case worker', 'No open or latest case worker found'),
(30, 8, 'Placement postcode not known', 'The postcode lookup does not hold it, so location and LA are blank'),
(31, 8, 'Code not in Annex A', 'Placement type or reason care ended is newer or older than the published list: shown as code and label');

-- name: records
-- One row for each list row (or left-out record) that a check found.
create or replace temp table annex_a_check_record as
with repeated_contact as (
    select
        child_unique_id,
        record_id,
        row_number() over (
            partition by child_unique_id, contact_date, contact_source order by record_id
        ) as copy
    from annex_a_list_1
),

repeated_referral as (
    select
        child_unique_id,
        record_id,
        row_number() over (partition by child_unique_id, referral_date order by record_id) as copy
    from annex_a_list_3
),

repeated_early_help as (
    select
        child_unique_id,
        record_id,
        row_number() over (
            partition by child_unique_id, assessment_start_date, completing_organisation order by record_id
        ) as copy
    from annex_a_list_2
),

repeated_assessment as (
    select
        child_unique_id,
        record_id,
        row_number() over (partition by child_unique_id, assessment_start_date order by record_id) as copy
    from annex_a_list_4
),

repeated_enquiry as (
    select
        child_unique_id,
        record_id,
        row_number() over (partition by child_unique_id, s47_start_date order by record_id) as copy
    from annex_a_list_5
),

repeated_decision as (
    select
        child_unique_id,
        record_id,
        row_number() over (partition by child_unique_id, adm_decision_date order by record_id) as copy
    from annex_a_list_10
),

repeated_adopter as (
    select
        record_id,
        row_number() over (partition by adopter_identifier order by enquiry_date, family_identifier) as copy
    from annex_a_list_11
)

select 1 as position, child_unique_id, record_id from repeated_contact where copy > 1
union all
select 2, child_unique_id, record_id from repeated_referral where copy > 1
union all
select 3, child_unique_id, record_id from repeated_early_help where copy > 1
union all
select 4, child_unique_id, record_id from repeated_assessment where copy > 1
union all
select 5, child_unique_id, record_id from repeated_enquiry where copy > 1
union all
select 6, child_unique_id, record_id from repeated_decision where copy > 1
union all
select 7, null, record_id from repeated_adopter where copy > 1
union all
select 8, child_unique_id, record_id from annex_a_list_2 where assessment_completion_date < assessment_start_date
union all
select 9, child_unique_id, record_id from annex_a_list_4 where assessment_authorised_date < assessment_start_date
union all
select 10, child_unique_id, record_id from annex_a_list_5 where icpc_date < s47_start_date
union all
select 11, child_unique_id, record_id from annex_a_list_6 where cin_closure_date < cin_start_date
union all
select 12, child_unique_id, record_id from annex_a_list_7 where cpp_end_date < cpp_start_date
union all
select 13, child_unique_id, record_id from annex_a_list_8
where cla_end_date < cla_start_date or cla_start_date < date_of_birth
union all
select 14, child_unique_id, record_id from annex_a_list_8
where placement_start_date < cla_start_date or legal_status_start_date < cla_start_date
union all
select 15, child_unique_id, record_id from annex_a_list_10
where
    least(placement_order_date, matched_date, placed_for_adoption_date, adoption_order_date, reversal_date)
    < adm_decision_date
union all
select 16, null, record_id from annex_a_list_11
where
    least(
        stage1_start_date, stage2_start_date, application_approved_date, matched_date, child_placed_date,
        adoption_order_date, left_process_date
    ) < enquiry_date
    or stage1_end_date < stage1_start_date
    or stage2_end_date < stage2_start_date
union all
select 17, child_unique_id, record_id from annex_a_list_7
where child_unique_id not in (select child_unique_id from annex_a_list_6)
union all
select 18, child_unique_id, record_id from annex_a_list_8
where child_unique_id not in (select child_unique_id from annex_a_list_6)
union all
select 19, child_unique_id, record_id from annex_a_list_6 where cin_closure_date is not null and closure_reason is null
union all
select 20, child_unique_id, record_id from annex_a_list_8 where cla_end_date is not null and cla_ceased_reason is null
union all
select 21, child_unique_id, record_id from annex_a_list_10 where reversal_date is not null and reversal_reason is null
union all
select 22, null, record_id from annex_a_list_11 where left_process_date is not null and left_process_reason is null
union all
select 23, list.child_unique_id, list.record_id
from annex_a_list_8 as list
inner join annex_a_care_period as period
    on list.child_unique_id = period.person_id and list.record_id = period.period_id
where period.ends_with_x1
union all
select 24, child_unique_id, record_id from annex_a_list_1
where child_unique_id not in (select person_id from annex_a_person)
union all
select 25, cina_person_id, cina_assessment_id
from ssd.cin_assessments
where
    cina_person_id not in (select person_id from annex_a_person)
    and coalesce(cina_assessment_start_date <= $reference_date, true)
    and coalesce(cina_assessment_auth_date >= $window_from, true)
union all
select 26, list.child_unique_id, status.legal_status_id
from annex_a_list_7 as list
inner join annex_a_legal_status as status on list.child_unique_id = status.person_id
where
    status.legal_status in ('L1', 'L2')
    and status.end_date is null
    and status.start_date < addm($reference_date, -6)
union all
select 27, child_unique_id, record_id from annex_a_list_6 where cin_closure_date is null and allocated_worker is null
union all
select 28, child_unique_id, record_id from annex_a_list_7 where cpp_end_date is null and allocated_worker is null
union all
select 29, child_unique_id, record_id from annex_a_list_8 where cla_end_date is null and allocated_worker is null
union all
select 30, child_unique_id, record_id from annex_a_list_8
where
    placement_postcode is not null
    and placement_location is null
    and exists (select 1 from annex_a_postcode)
union all
select 31, child_unique_id, record_id from annex_a_list_8
where
    placement_type not in (select code from ref.codes where code_set = 'annex_a_placement_type')
    or cla_ceased_reason not in (select code from ref.codes where code_set = 'annex_a_cla_ceased_reason');

-- name: summary
select
    checks.name,
    checks.list,
    count(record.position) as rows_found,
    checks.says
from annex_a_check as checks
left join annex_a_check_record as record on checks.position = record.position
group by checks.position, checks.name, checks.list, checks.says
order by checks.position;

-- name: found
select
    checks.name,
    checks.list,
    record.child_unique_id,
    record.record_id,
    checks.says
from annex_a_check_record as record
inner join annex_a_check as checks on record.position = checks.position
order by checks.position, record.child_unique_id, record.record_id;

-- name: previous_load
-- The load before the one as known, of the same authority.
select
    load_id,
    extracted_on,
    known_from
from meta.loads
where authority = $authority and known_from < (select max(known_from) from meta.loads where load_id = $load_id)
order by known_from desc
limit 1;
