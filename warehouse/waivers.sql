-- Waivers: which findings a named person let pass, for a reason and until a day.

-- name: clear
delete from quality.waivers;

-- name: put
insert into quality.waivers
select
    unnest($rules),
    unnest($record_ids),
    unnest($names),
    unnest($reasons),
    unnest($given_on),
    unnest($until);

-- name: shown
-- One row for each decision that stands on the load's day. Waivers of single records that one person gave for one reason are one decision.
with standing as (
    select distinct *
    from quality.waivers
    where until >= cast($extracted_on as date)
),

found as (
    select
        rule,
        record_id,
        count(*) as findings
    from quality.findings
    where load_id = $load_id and state <> 'fixed' and rule in (select rule from standing)
    group by rule, record_id
),

of_rule as (
    select
        rule,
        sum(findings) as findings
    from found
    group by rule
)

select
    standing.rule,
    coalesce(max(rules.severity), '') as severity,
    coalesce(max(rules.says), '') as says,
    count(standing.record_id) as records,
    cast(sum(coalesce(if(standing.record_id is null, of_rule.findings, found.findings), 0)) as bigint) as findings,
    standing.name,
    standing.reason,
    standing.given_on,
    standing.until
from standing
left join of_rule on standing.rule = of_rule.rule
left join found on standing.rule = found.rule and standing.record_id = found.record_id
left join quality.rules as rules on standing.rule = rules.rule and rules.load_id = $load_id
group by standing.rule, standing.record_id is null, standing.name, standing.reason, standing.given_on, standing.until
order by
    case max(rules.severity) when 'critical' then 1 when 'major' then 2 when 'minor' then 3 else 4 end,
    standing.rule,
    count(standing.record_id),
    standing.until,
    standing.given_on,
    standing.name,
    standing.reason;

-- name: rule
-- What a load says of one rule.
select
    severity,
    says,
    status
from quality.rules
where load_id = $load_id and rule = $rule;

-- name: findings_of
-- How many findings of a rule stand, of one record or (record NULL) of all.
select count(*)
from quality.findings
where
    load_id = $load_id
    and rule = $rule
    and state <> 'fixed'
    and ($record_id is null or record_id = cast($record_id as varchar));
