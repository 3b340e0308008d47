-- One row a waiver, those that stand first: what it covers among the findings of the load, who let it pass, why and until when.
-- Records are named here, since this workbook is protected.
with standing as (
    select
        rule,
        record_id,
        count(*) as findings
    from finding_life
    where state <> 'fixed' and rule in (select rule from quality.waivers)
    group by rule, record_id
)

select
    waivers.until >= (select extracted_on from meta.loads where load_id = $load_id) as stands,
    waivers.rule,
    any_value(rules.severity) as severity,
    any_value(rules.says) as says,
    waivers.record_id,
    coalesce(sum(standing.findings), 0) as findings,
    waivers.name,
    waivers.reason,
    waivers.given_on,
    waivers.until
from (select distinct * from quality.waivers) as waivers
left join (select distinct rule, severity, says from quality.rules where load_id = $load_id) as rules
    on waivers.rule = rules.rule
left join standing
    on waivers.rule = standing.rule and (waivers.record_id is null or waivers.record_id = standing.record_id)
group by waivers.rule, waivers.record_id, waivers.name, waivers.reason, waivers.given_on, waivers.until
order by
    stands desc,
    case any_value(rules.severity) when 'critical' then 0 when 'major' then 1 else 2 end,
    waivers.rule,
    waivers.record_id nulls first,
    waivers.given_on,
    waivers.until,
    waivers.name,
    waivers.reason
