/* list
holds: Children looked after at the reference date, or who left care in the six months, short breaks (V3, V4) left out.
grain: One row per child, with the latest period of care.
needs: [ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_episode_start_date, ssd.cla_episodes.clae_cla_episode_ceased_date]
looks_back_months: 6
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.immigration_status: "unaccompanied asylum seeking children (shown as b) No)"
  ssd.disability: "disability (shown as c) Unknown)"
  ssd.legal_status: legal status and its start; short breaks cannot be left out
  ssd.cla_reviews: the latest review
  ssd.cla_visits: the last visit
  ssd.cla_care_plan: the permanence plan
  ssd.cla_health: the last health assessment and dental check
  ssd.cla_placement: placement type, provider, postcode, URN and start
  sup.postcode_la: placement location and LA of placement
  ssd.missing: "missing and absent episodes (shown as 0) and return interviews"
  ssd.involvements: team and worker
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- "Placements in the last 12 months are counted from episodes (start reasons S, P and B, and a T or U in progress 12 months ago), at least 1."
- "Placement location and LA come from the placement's postcode; where the lookup does not know it they are blank."
- "The permanence plan is the first of these in the latest care plan: adoption, return to family, long-term fostering, residential, supported living, other. The source has no flag for SGO/CAO."
*/
with latest as (
    select *
    from annex_a_care_period
    where
        person_id is not null
        and not is_short_break
        and (is_open or end_date >= $window_from)
    qualify row_number() over (
        partition by person_id
        order by start_date desc nulls last, is_open desc, end_date desc, period_id desc
    ) = 1
),

asylum as (
    select distinct immi_person_id as person_id
    from ssd.immigration_status
    where
        immi_immigration_status = 'Unaccompanied Asylum Seeking Child'
        and coalesce(immi_immigration_status_start_date <= $reference_date, true)
        and coalesce(immi_immigration_status_end_date >= $year_from, true)
),

-- A status that ends with care still held on the last day of it.
legal_status as (
    select
        latest.person_id,
        status.legal_status,
        status.start_date
    from latest
    inner join annex_a_legal_status as status
        on
            latest.person_id = status.person_id
            and status.is_looked_after
            and status.start_date <= latest.last_day
            and (
                coalesce(status.end_date > latest.last_day, true)
                or (not latest.is_open and status.end_date = latest.last_day)
            )
    qualify row_number() over (
        partition by latest.person_id
        order by status.start_date desc, status.end_date desc nulls first, status.legal_status_id desc
    ) = 1
),

-- T0 to T4 are moves away for a time: the placement behind them is shown, unless the setting asks for the move itself.
placement as (
    select
        latest.person_id,
        placement.clap_cla_placement_start_date as start_date,
        placement.clap_cla_placement_type as placement_type,
        placement.clap_cla_placement_provider as provider,
        placement.clap_cla_placement_postcode as postcode,
        placement.clap_cla_placement_urn as urn,
        upper(replace(placement.clap_cla_placement_postcode, ' ', '')) as lookup_postcode
    from latest
    inner join ssd.cla_placement as placement
        on
            (
                latest.period_id = placement.clap_cla_id
                or (
                    placement.clap_cla_id is null
                    and placement.clap_cla_placement_id in (
                        select episode.placement_id
                        from annex_a_care_episode as episode
                        where episode.person_id = latest.person_id and episode.period_id = latest.period_id
                    )
                )
            )
            and coalesce(placement.clap_person_id = latest.person_id, true)
            and coalesce(placement.clap_cla_placement_start_date <= latest.last_day, true)
    qualify row_number() over (
        partition by latest.person_id
        order by
            not $show_temporary_placements
            and coalesce(placement.clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4'), false),
            placement.clap_cla_placement_start_date desc nulls last,
            coalesce(placement.clap_cla_placement_end_date > $reference_date, true) desc,
            placement.clap_cla_placement_end_date desc,
            placement.clap_cla_placement_id desc
    ) = 1
),

-- Some extracts write the DfE's special place codes where a postcode would stand.
place as (
    select
        placement.person_id,
        special.code is null as has_postcode,
        case
            when special.bare_code in ('NIR', 'WAL', 'SCO', 'NUK') then 'Out'
            when special.code is not null or postcode.postcode is null then null
            when coalesce(postcode.la_number = $authority, postcode.la_code = home.la_code, false) then 'In'
            else 'Out'
        end as location,
        case
            when special.code is not null then special.bare_code
            when postcode.la_number is not null then postcode.la_name
            when starts_with(postcode.la_code, 'W') then 'WAL'
            when starts_with(postcode.la_code, 'S') then 'SCO'
            when starts_with(postcode.la_code, 'N') then 'NIR'
            else postcode.la_name
        end as placement_la
    from placement
    left join annex_a_postcode as postcode on placement.lookup_postcode = postcode.postcode
    left join ref.codes as special
        on
            special.code_set = 'annex_a_placement_la'
            and (
                placement.lookup_postcode = special.bare_code
                or (special.bare_code = 'CON' and placement.lookup_postcode = 'CONFIDENTIAL')
            )
    left join meta.authority as home on home.authority = $authority
),

review as (
    select
        latest.person_id,
        max(reviews.clar_cla_review_date) as review_date
    from latest
    inner join ssd.cla_reviews as reviews
        on
            (
                latest.period_id = reviews.clar_cla_id
                or (reviews.clar_cla_id is null and latest.person_id = reviews.clar_cla_person_id)
            )
            and coalesce(reviews.clar_cla_person_id = latest.person_id, true)
            and coalesce(reviews.clar_cla_review_cancelled, 'N') <> 'Y'
            and reviews.clar_cla_review_date between latest.start_date and latest.last_day
    group by latest.person_id
),

visit as (
    select
        latest.person_id,
        max(visits.clav_cla_visit_date) as visit_date
    from latest
    inner join ssd.cla_visits as visits
        on
            (
                latest.period_id = visits.clav_cla_id
                or (visits.clav_cla_id is null and latest.person_id = visits.clav_person_id)
            )
            and coalesce(visits.clav_person_id = latest.person_id, true)
            and visits.clav_cla_visit_date between latest.start_date and latest.last_day
    group by latest.person_id
),

-- Some sources leave the status of a check empty: then it took place.
health as (
    select
        latest.person_id,
        max(checks.clah_health_check_date) filter (
            where checks.clah_health_check_type = 'Health Assessment'
        ) as health_assessment_date,
        max(checks.clah_health_check_date) filter (
            where checks.clah_health_check_type = 'Dental Check'
        ) as dental_check_date
    from latest
    inner join ssd.cla_health as checks
        on
            latest.person_id = checks.clah_person_id
            and coalesce(checks.clah_health_check_status, 'Completed') = 'Completed'
            and checks.clah_health_check_date between latest.start_date and latest.last_day
    group by latest.person_id
),

-- A workbook of lists names the plan and not since when: a plan without a date counts where no dated one does.
care_plan as (
    select
        latest.person_id,
        case when json_valid(plans.lacp_cla_care_plan_json) then plans.lacp_cla_care_plan_json end as flags
    from latest
    inner join ssd.cla_care_plan as plans
        on
            latest.person_id = plans.lacp_person_id
            and coalesce(plans.lacp_cla_care_plan_start_date between latest.start_date and latest.last_day, true)
    qualify row_number() over (
        partition by latest.person_id
        order by plans.lacp_cla_care_plan_start_date desc nulls last, plans.lacp_table_id desc
    ) = 1
),

-- Parallel plans have two flags: the one nearer to a permanent home with others is shown.
permanence as (
    select
        care_plan.person_id,
        arg_min(aims.aim, aims.priority) as aim
    from care_plan
    inner join (
        values
        (1, 'ADOPTION', 'Adoption'),
        (2, 'REMAINSUP', 'Return to family'),
        (2, 'RETURN1M', 'Return to family'),
        (2, 'RETURN6M', 'Return to family'),
        (2, 'RETURNEV', 'Return to family'),
        (3, 'LTFOST18', 'Long-term fostering'),
        (3, 'LTRELFR', 'Long-term fostering'),
        (4, 'RESPLMT', 'Long-term residential placement'),
        (5, 'SUPPLIV', 'Supported living in the community'),
        (6, 'OTHERPLN', 'Other')
    ) as aims(priority, flag, aim)
        on lower(json_extract_string(care_plan.flags, '$.' || aims.flag)) in ('y', 'yes', '1', 'true')
    group by care_plan.person_id
),

placement_move as (
    select
        episode.person_id,
        count(*) filter (
            where episode.start_reason = 'S' and episode.start_date >= $year_from
        ) as starts,
        count(*) filter (
            where episode.start_reason in ('S', 'P', 'B') and coalesce(episode.ceased_date >= $year_from, true)
        ) + count(*) filter (
            where
                episode.start_reason in ('T', 'U')
                and episode.start_date < $year_from
                and coalesce(episode.ceased_date > $year_from, true)
        ) as placements
    from annex_a_care_episode as episode
    inner join annex_a_care_period as period
        on episode.person_id = period.person_id and episode.period_id = period.period_id
    where not period.is_short_break
    group by episode.person_id
),

missing as (
    select
        miss_person_id as person_id,
        count(*) filter (where miss_missing_episode_type = 'M') as missing_episodes,
        count(*) filter (where miss_missing_episode_type = 'A') as absent_episodes
    from ssd.missing
    where miss_missing_episode_start_date between $year_from and $reference_date
    group by miss_person_id
),

return_interview as (
    select
        miss_person_id as person_id,
        coalesce(nullif(miss_missing_rhi_offered, 'NA'), 'Unknown') as offered,
        coalesce(nullif(miss_missing_rhi_accepted, 'NA'), 'Unknown') as accepted
    from ssd.missing
    where
        miss_missing_episode_type = 'M'
        and miss_missing_episode_start_date between $year_from and $reference_date
        and miss_missing_episode_end_date <= $reference_date
    qualify row_number() over (
        partition by miss_person_id
        order by miss_missing_episode_end_date desc, miss_missing_episode_start_date desc, miss_table_id desc
    ) = 1
),

allocation as (
    select
        latest.person_id,
        involvement.allocated_team,
        involvement.allocated_worker
    from latest
    inner join annex_a_involvement as involvement
        on
            latest.person_id = involvement.person_id
            and involvement.start_date <= latest.last_day
            and coalesce(involvement.end_date >= latest.start_date, true)
    qualify row_number() over (
        partition by latest.person_id
        order by involvement.is_open desc, involvement.start_date desc, involvement.involvement_id desc
    ) = 1
)

select
    latest.period_id as record_id,
    latest.person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    annex_a_text('annex_a_yes_no', case when asylum.person_id is not null then 'Y' else 'N' end) as uasc_last_12_months,
    person.has_disability,
    latest.start_date as cla_start_date,
    annex_a_text('annex_a_primary_need', latest.need) as category_of_need,
    annex_a_text(
        'annex_a_yes_no', case when placement_move.starts > 1 then 'Y' else 'N' end
    ) as second_period_last_12_months,
    legal_status.start_date as legal_status_start_date,
    annex_a_text('annex_a_legal_status', legal_status.legal_status) as legal_status,
    review.review_date as latest_statutory_review_date,
    visit.visit_date as last_sw_visit_date,
    annex_a_text('annex_a_permanence_plan', permanence.aim) as permanence_plan,
    case when latest.iro_contact_date <= $reference_date then latest.iro_contact_date end as last_iro_contact_date,
    health.health_assessment_date as last_health_assessment_date,
    health.dental_check_date as last_dental_check_date,
    greatest(coalesce(placement_move.placements, 0), 1) as placements_last_12_months,
    latest.end_date as cla_end_date,
    annex_a_text('annex_a_cla_ceased_reason', latest.ceased_reason) as cla_ceased_reason,
    placement.start_date as placement_start_date,
    annex_a_text('annex_a_placement_type', placement.placement_type) as placement_type,
    annex_a_text('annex_a_placement_provider', placement.provider) as placement_provider,
    case when place.has_postcode then placement.postcode end as placement_postcode,
    placement.urn as placement_urn,
    annex_a_text('annex_a_placement_location', place.location) as placement_location,
    annex_a_text('annex_a_placement_la', place.placement_la) as placement_la,
    coalesce(missing.missing_episodes, 0) as missing_episodes_12m,
    coalesce(missing.absent_episodes, 0) as absent_episodes_12m,
    annex_a_text('annex_a_yes_no_unknown', return_interview.offered) as rhi_offered,
    annex_a_text('annex_a_yes_no_unknown', return_interview.accepted) as rhi_accepted,
    allocation.allocated_team,
    allocation.allocated_worker
from latest
left join annex_a_person as person on latest.person_id = person.person_id
left join asylum on latest.person_id = asylum.person_id
left join legal_status on latest.person_id = legal_status.person_id
left join placement on latest.person_id = placement.person_id
left join place on latest.person_id = place.person_id
left join review on latest.person_id = review.person_id
left join visit on latest.person_id = visit.person_id
left join health on latest.person_id = health.person_id
left join permanence on latest.person_id = permanence.person_id
left join placement_move on latest.person_id = placement_move.person_id
left join missing on latest.person_id = missing.person_id
left join return_interview on latest.person_id = return_interview.person_id
left join allocation on latest.person_id = allocation.person_id
order by child_unique_id, cla_start_date, record_id
