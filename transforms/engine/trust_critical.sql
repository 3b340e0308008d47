-- The critical rules of the load that failed or could not run, and whether every finding of each, or the rule itself, is waived.
select
    rules.rule,
    rules.table_name,
    coalesce(rules.column_name, '') as column_name,
    coalesce(
        case when rules.status = 'failed' then standing.unwaived = 0 else whole.rule is not null end,
        false
    ) as is_waived
from quality.rules as rules
left join quality.standing_rules(getvariable('load_id')) as standing on rules.rule = standing.rule
left join quality.standing_waivers(getvariable('load_id')) as whole on rules.rule = whole.rule and whole.record_id is null
where rules.load_id = getvariable('load_id') and rules.severity = 'critical' and rules.status <> 'passed'
order by rules.rule;
