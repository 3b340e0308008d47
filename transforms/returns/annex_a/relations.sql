-- What the eleven lists share, as temporary tables. Every one of them is as at $reference_date, never at today.

-- name: codes
-- The Annex A text of each code. Where several texts share a code, the one that is the code itself wins ("s) NOBT", not
-- "u) UNKNOWN"), then the first letter ("c) Not stated/recorded", not "d) Neither").
create or replace temp table annex_a_code as
with spelled as (
    select
        code_set,
        ssd_code as spelling,
        code,
        coalesce(ssd_code = bare_code, false) as is_exact
    from ref.codes
    where starts_with(code_set, 'annex_a_') and ssd_code <> ''

    union all

    select
        code_set,
        bare_code as spelling,
        code,
        true as is_exact
    from ref.codes
    where starts_with(code_set, 'annex_a_') and bare_code <> ''
),

annex_a as (
    select
        code_set,
        spelling,
        code
    from spelled
    qualify row_number() over (partition by code_set, spelling order by is_exact desc, code) = 1
),

-- The census split Z1 into Z11 to Z14 in 2025; Annex A still has one.
split as (
    select
        'annex_a_placement_type' as code_set,
        codes.code as spelling,
        annex_a.code
    from ref.codes as codes
    inner join annex_a
        on annex_a.code_set = 'annex_a_placement_type' and annex_a.spelling = 'Z1'
    where codes.code_set = 'placement_type' and codes.code in ('Z11', 'Z12', 'Z13', 'Z14')
),

-- Census codes newer or older than the published lists (K3, E43): shown as code and label, in the manner of the others.
unlisted as (
    select
        pairs.annex_a_set as code_set,
        codes.code as spelling,
        codes.code || ': ' || codes.label as code
    from (
        values
        ('annex_a_placement_type', 'placement_type'),
        ('annex_a_cla_ceased_reason', 'episode_ceased_reason')
    ) as pairs(annex_a_set, plain_set)
    inner join ref.codes as codes on pairs.plain_set = codes.code_set
    where
        not exists (
            select 1
            from annex_a
            where annex_a.code_set = pairs.annex_a_set and annex_a.spelling = codes.code
        )
        and codes.code not in ('Z11', 'Z12', 'Z13', 'Z14')
)

select * from annex_a
union all
select * from split
union all
select * from unlisted;

-- name: text
create or replace temp macro annex_a_text(in_set, value) as
    coalesce((
        select annex_a_code.code
        from annex_a_code
        where annex_a_code.code_set = in_set and annex_a_code.spelling = value
    ), value);

-- name: people
-- One row a person, with the columns lists 1 to 10 begin with. Age: whole years at the reference date; -1 when born after it;
-- blank without a date of birth (an expected date is not one).
create or replace temp table annex_a_person as
with disability as (
    select
        disa_person_id as person_id,
        case
            when bool_or(disa_disability_code <> 'NONE') then 'Y'
            when bool_or(disa_disability_code = 'NONE') then 'N'
        end as has_disability
    from ssd.disability
    group by disa_person_id
),

person as (
    select *
    from ssd.person
    where pers_person_id is not null
    qualify row_number() over (partition by pers_person_id order by source_file, source_row) = 1
)

select
    person.pers_person_id as person_id,
    annex_a_text('annex_a_gender', case
        when person.pers_sex is not null then person.pers_sex
        when person.pers_gender = '01' then 'M'
        when person.pers_gender = '02' then 'F'
        when person.pers_gender = '09' then 'Neither'
        else 'U'
    end) as gender,
    annex_a_text('annex_a_ethnicity', coalesce(person.pers_ethnicity, 'NOBT')) as ethnicity,
    person.pers_dob as date_of_birth,
    case
        when person.pers_dob > $reference_date then -1
        else age(person.pers_dob, $reference_date)
    end as age,
    annex_a_text('annex_a_yes_no_unknown', coalesce(disability.has_disability, 'Unknown')) as has_disability
from person
left join disability on person.pers_person_id = disability.person_id;

-- name: teams
create or replace temp table annex_a_team as
select
    dept_team_id as team_id,
    dept_team_name as team_name
from ssd.department
where dept_team_id is not null and trim(dept_team_name) <> ''
qualify row_number() over (partition by dept_team_id order by source_file, source_row) = 1;

-- name: workers
create or replace temp table annex_a_worker as
select
    prof_professional_id as worker_id,
    prof_professional_name as worker_name
from ssd.professionals
where prof_professional_id is not null and trim(prof_professional_name) <> ''
qualify row_number() over (partition by prof_professional_id order by source_file, source_row) = 1;

-- name: involvements
-- The allocated case worker's involvements only, or a reviewing officer or health visitor would win. A missing start is taken
-- as before everything: Annex A workbooks name the worker and not since when.
create or replace temp table annex_a_involvement as
with case_worker_role as (
    select value as role
    from ref.setting
    where name = 'case_worker_role'

    union all

    select 'CW' as role
    where not exists (select 1 from ref.setting where name = 'case_worker_role')
)

select
    involvements.invo_involvements_id as involvement_id,
    involvements.invo_person_id as person_id,
    coalesce(involvements.invo_involvement_start_date, date '0001-01-01') as start_date,
    involvements.invo_involvement_end_date as end_date,
    coalesce(involvements.invo_involvement_end_date > $reference_date, true) as is_open,
    coalesce(annex_a_team.team_name, involvements.invo_professional_team) as allocated_team,
    coalesce(annex_a_worker.worker_name, involvements.invo_professional_id) as allocated_worker
from ssd.involvements as involvements
left join annex_a_team on involvements.invo_professional_team = annex_a_team.team_id
left join annex_a_worker on involvements.invo_professional_id = annex_a_worker.worker_id
where
    involvements.invo_professional_role_id in (select role from case_worker_role)
    and coalesce(involvements.invo_involvement_start_date <= $reference_date, true);

-- name: legal_statuses
-- Statuses that began by the reference date. `is_looked_after`: the child is in care under it; V1, V3 and V4 are short breaks.
create or replace temp table annex_a_legal_status as
select
    lega_legal_status_id as legal_status_id,
    lega_person_id as person_id,
    lega_legal_status as legal_status,
    lega_legal_status_start_date as start_date,
    lega_legal_status_end_date as end_date,
    coalesce(lega_legal_status_end_date > $reference_date, true) as is_live,
    coalesce(lega_legal_status in ('V1', 'V3', 'V4'), false) as is_short_break,
    lega_legal_status in (
        select bare_code
        from ref.codes
        where code_set = 'annex_a_legal_status' and bare_code not in ('V3', 'V4')
    ) as is_looked_after
from ssd.legal_status
where lega_legal_status_start_date <= $reference_date;

-- name: care_episodes
-- Episodes that began by the reference date, each with the care period it belongs to.
create or replace temp table annex_a_care_episode as
select
    clae_cla_episode_id as episode_id,
    clae_person_id as person_id,
    coalesce(
        clae_cla_id,
        clae_person_id || ' from ' || cast(clae_entered_care_date as varchar),
        clae_cla_episode_id
    ) as period_id,
    clae_referral_id as referral_id,
    clae_cla_placement_id as placement_id,
    coalesce(clae_cla_episode_start_date, clae_entered_care_date) as start_date,
    clae_cla_episode_start_reason as start_reason,
    clae_entered_care_date as entered_care_date,
    clae_cla_primary_need_code as need,
    clae_cla_last_iro_contact_date as iro_contact_date,
    case when clae_cla_episode_ceased_date <= $reference_date then clae_cla_episode_ceased_date end as ceased_date,
    clae_cla_episode_ceased_reason as ceased_reason
from ssd.cla_episodes
where coalesce(coalesce(clae_cla_episode_start_date, clae_entered_care_date) <= $reference_date, true);

-- name: care_periods
-- One row a care period. It is open while its last episode is open; an end with X1 is no end, since care went on that day.
-- `last_day` is the last day of care that counts: the end, else the reference date.
create or replace temp table annex_a_care_period as
with ordered as (
    select
        *,
        row_number() over (
            partition by person_id, period_id
            order by
                start_date desc nulls last,
                ceased_date is null desc,
                ceased_date desc,
                episode_id desc
        ) as from_last
    from annex_a_care_episode
),

period as (
    select
        person_id,
        period_id,
        coalesce(min(entered_care_date), min(start_date)) as start_date,
        max(case when from_last = 1 and coalesce(ceased_reason, '') <> 'X1' then ceased_date end) as end_date,
        max(case when from_last = 1 then ceased_reason end) as ceased_reason,
        max(case when from_last = 1 and ceased_date is not null then ceased_reason = 'X1' end) as ends_with_x1,
        arg_min(need, from_last) filter (where need is not null) as need,
        max(iro_contact_date) as iro_contact_date,
        min(referral_id) as referral_id
    from ordered
    group by person_id, period_id
),

short_break as (
    select
        period.person_id,
        period.period_id
    from period
    inner join annex_a_legal_status as status
        on
            period.person_id = status.person_id
            and status.start_date <= coalesce(period.end_date, $reference_date)
            and coalesce(status.end_date >= period.start_date, true)
    group by period.person_id, period.period_id
    having bool_and(status.is_short_break)
)

select
    period.person_id,
    period.period_id,
    period.referral_id,
    period.start_date,
    period.end_date,
    case when period.end_date is not null then period.ceased_reason end as ceased_reason,
    coalesce(period.ends_with_x1, false) as ends_with_x1,
    period.end_date is null as is_open,
    coalesce(period.end_date, $reference_date) as last_day,
    period.need,
    period.iro_contact_date,
    short_break.period_id is not null as is_short_break
from period
left join short_break on period.person_id = short_break.person_id and period.period_id = short_break.period_id;

-- name: services
-- What a child gets beyond a referral: assessments, plans, enquiries, care.
create or replace temp table annex_a_service as
select
    cina_person_id as person_id,
    cina_referral_id as referral_id,
    cina_assessment_start_date as start_date,
    cina_assessment_auth_date as end_date
from ssd.cin_assessments

union all

select
    cinp_person_id as person_id,
    cinp_referral_id as referral_id,
    cinp_cin_plan_start_date as start_date,
    cinp_cin_plan_end_date as end_date
from ssd.cin_plans

union all

select
    cppl_person_id as person_id,
    cppl_referral_id as referral_id,
    cppl_cp_plan_start_date as start_date,
    cppl_cp_plan_end_date as end_date
from ssd.cp_plans

union all

select
    s47e_person_id as person_id,
    s47e_referral_id as referral_id,
    s47e_s47_start_date as start_date,
    s47e_s47_end_date as end_date
from ssd.s47_enquiry

union all

select
    person_id,
    referral_id,
    start_date,
    end_date
from annex_a_care_period;

-- name: visits
-- Visits at which the child was seen.
create or replace temp table annex_a_visit as
select
    cinv_person_id as person_id,
    cinv_cin_visit_date as visit_date
from ssd.cin_visits
where cinv_cin_visit_seen = 'Y'

union all

select
    coalesce(cp_visits.cppv_person_id, cp_plans.cppl_person_id) as person_id,
    cp_visits.cppv_cp_visit_date as visit_date
from ssd.cp_visits as cp_visits
left join ssd.cp_plans as cp_plans
    on cp_visits.cppv_person_id is null and cp_visits.cppv_cp_plan_id = cp_plans.cppl_cp_plan_id
where cp_visits.cppv_cp_visit_seen = 'Y'

union all

select
    clav_person_id as person_id,
    clav_cla_visit_date as visit_date
from ssd.cla_visits
where clav_cla_visit_seen = 'Y';

-- name: postcodes
-- A postcode's council in the newest release that still lists it.
create or replace temp table annex_a_postcode as
select
    upper(replace(postcode, ' ', '')) as postcode,
    la_code,
    la_name,
    la_number
from sup.postcode_la
qualify row_number() over (partition by upper(replace(postcode, ' ', '')) order by release desc, la_code) = 1;
