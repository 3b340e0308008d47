/* measure
title: Children in need per 10,000
question: How many children is social care working with?
unit: rate_per_10000
kind: snapshot
direction: neutral
target: null
benchmark: null
source: DfE Children in need methodology; ssd chat_plus caseload component (tier order CLA, CP, care leaver, CIN plan, other)
breakdowns: [team, primary_need, age_band, sex, ethnicity, disability, status]
audiences: [ofsted, board, scrutiny, team]
needs: [ssd.cin_episodes.cine_referral_id, ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date,
  ssd.cin_episodes.cine_close_date, sup.population.la_code, sup.population.mid_year, sup.population.sex, sup.population.single_year_of_age,
  sup.population.ethnicity_group, sup.population.release_version, sup.population.published_date, sup.population.population]
optional: [ssd.person.pers_person_id, ssd.person.pers_dob, ssd.person.pers_expected_dob, ssd.legal_status.lega_person_id,
  ssd.legal_status.lega_legal_status, ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date,
  ssd.cin_episodes.cine_cin_primary_need_code, ssd.cin_plans.cinp_person_id, ssd.cin_plans.cinp_cin_plan_start_date,
  ssd.cin_plans.cinp_cin_plan_end_date, ssd.cp_plans.cppl_cp_plan_id, ssd.cp_plans.cppl_person_id, ssd.cp_plans.cppl_cp_plan_start_date,
  ssd.cp_plans.cppl_cp_plan_end_date, ssd.cp_plans.cppl_cp_plan_ola, ssd.cla_episodes.clae_cla_episode_id, ssd.cla_episodes.clae_person_id,
  ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.care_leavers.clea_person_id,
  ssd.care_leavers.clea_care_leaver_eligibility]
table: ssd.cin_episodes
numerator_says: Children with an episode of need open at the period's end
denominator_says: Residents aged 0 to 17, ONS mid-year estimate
edge_cases:
  - Closed on the last day is closed. A child with several open episodes counts once, by the earliest, then the lowest id as text.
  - Children on protection plans, looked after, care leavers, disabled and unborn children count, and so does anyone of 18 or more (G12 does
    not apply).
  - Referrals are unique on child and date (G2). An episode without a referral date that had not closed is listed and not counted (G4).
  - "Shown apart by status, the highest tier once: looked after, protection plan, care leaver (relevant, former relevant or qualifying,
    under 25), child in need plan; Child in need is the rest. G6 and G12 apply to its plans and care."
*/
with tier as (
    select
        child.period_end,
        child.person_id,
        arg_max(spell.status, spell.tier) as status
    from prepare.cin_open as child
    inner join prepare.social_care_spells as spell
        on child.person_id = spell.person_id and spell.from_day <= child.period_end and spell.to_day > child.period_end
    group by child.period_end, child.person_id
)

select
    child.referral_id as record_id,
    child.person_id,
    child.period_end as at,
    child.excluded,
    need.primary_need,
    tier.status
from prepare.cin_open as child
left join prepare.referral_needs as need on child.referral_id = need.referral_id
left join tier on child.person_id = tier.person_id and child.period_end = tier.period_end
order by child.period_end, record_id
