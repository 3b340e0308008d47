/* prepare
says: for every referral by when its child was to be seen (setting seen_within_wd) and when it first was, from the referral on. A child born
  between the two days is timed from birth; `is_unborn` is one born later or not yet. Seen at visits of any kind.
grain: one referral of one child
*/
with referral as (
    select
        referral.*,
        birth.born,
        coalesce(birth.born, birth.expected) as born_or_expected,
        addwd(referral.referral_date, (select value::integer from ref.setting where name = 'seen_within_wd')) as first_due_on
    from prepare.referrals_once as referral
    left join prepare.births as birth on referral.person_id = birth.person_id
),

timed as (
    select
        *,
        case when born > referral_date and born <= first_due_on then born else referral_date end as timed_from,
        coalesce(born_or_expected > case when born is null then referral_date else first_due_on end, false) as is_unborn
    from referral
),

seen as (
    select cinv_person_id as person_id, cinv_cin_visit_date as seen_on from ssd.cin_visits where cinv_cin_visit_seen = 'Y'
    union all
    select cppv_person_id as person_id, cppv_cp_visit_date as seen_on from ssd.cp_visits where cppv_cp_visit_seen = 'Y'
    union all
    select clav_person_id as person_id, clav_cla_visit_date as seen_on from ssd.cla_visits where clav_cla_visit_seen = 'Y'
),

assessed as (
    select distinct cina_referral_id as referral_id
    from ssd.cin_assessments
    where cina_referral_id is not null and cina_assessment_start_date is not null
),

enquiry as (
    select s47e_referral_id as referral_id, min(s47e_s47_start_date) as start_date
    from ssd.s47_enquiry
    group by s47e_referral_id
)

select
    timed.*,
    addwd(timed.timed_from, (select value::integer from ref.setting where name = 'seen_within_wd')) as due_on,
    seen.seen_on,
    assessed.referral_id is not null as is_assessed,
    enquiry.start_date as enquiry_start
from timed
asof left join seen on timed.person_id = seen.person_id and timed.timed_from <= seen.seen_on
left join assessed on timed.referral_id = assessed.referral_id
left join enquiry on timed.referral_id = enquiry.referral_id
order by timed.referral_id, timed.person_id
