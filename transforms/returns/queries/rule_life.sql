-- One row a rule and team, and one a rule for all teams (team NULL): its findings by their life since the last load and since the
-- last quarter, how many are waived, and the age of the oldest that stands.
select
    team,
    rule,
    count(*) filter (where state <> 'fixed') as standing,
    count(*) filter (where state <> 'fixed' and waived) as waived,
    max(waived_until) filter (where state <> 'fixed' and waived) as waived_until,
    count(*) filter (where state = 'new') as new,
    count(*) filter (where state = 'open') as still_open,
    count(*) filter (where state = 'came_back') as came_back,
    count(*) filter (where state = 'fixed') as fixed,
    count(*) filter (where since_quarter = 'new') as quarter_new,
    count(*) filter (where since_quarter = 'open') as quarter_open,
    count(*) filter (where since_quarter = 'came_back') as quarter_came_back,
    count(*) filter (where since_quarter = 'fixed') as quarter_fixed,
    max(age_days) filter (where state <> 'fixed') as oldest
from finding_life
group by grouping sets ((team, rule), (rule))
order by rule, team nulls first
