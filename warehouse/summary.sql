-- name: findings_by_severity
select severity, count(*)
from quality.findings
where load_id = $load_id and state <> 'fixed'
group by severity
order by severity

-- name: waived_by_severity
select severity, cast(sum(waived) as bigint)
from quality.standing_rules($load_id)
where waived > 0
group by severity
order by severity

-- name: gate_rules
-- A critical rule that crashed, or whose two answers differ, says nothing of its records. One whose table or column never came is
-- none of these: what it would test is not in the return, whose measures are not available; a column that must come has a rule
-- of its own for that.
select
    rule,
    severity,
    unwaived,
    waived,
    false as could_not_run
from quality.standing_rules($load_id)
where severity in ('critical', 'major')
union all
select
    rules.rule,
    rules.severity,
    case when whole.rule is null then 1 else 0 end as unwaived,
    case when whole.rule is null then 0 else 1 end as waived,
    true as could_not_run
from quality.rules as rules
left join quality.standing_waivers($load_id) as whole on rules.rule = whole.rule and whole.record_id is null
where
    rules.load_id = $load_id
    and rules.severity = 'critical'
    and rules.status = 'not_run'
    and not ends_with(rules.reason, ' was not delivered')
    and not starts_with(rules.reason, 'an Annex A workbook holds only')
order by unwaived desc, rule, could_not_run

-- name: ended_waivers
-- The last day of the waivers of each rule whose waivers have all ended.
select
    rule,
    max(until)
from quality.waivers
where rule not in (select rule from quality.standing_waivers($load_id))
group by rule
order by rule

-- name: checked_loads
select distinct load_id from quality.rules

-- name: rules_not_run
select count(*)
from quality.rules
where load_id = $load_id and status = 'not_run'

-- name: delivered
select count(distinct table_name), coalesce(sum(rows), 0)::bigint
from meta.files
where load_id = $load_id

-- name: population_release
select max(release_version)
from sup.population
where published_date <= $extracted_on
