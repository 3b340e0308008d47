-- One row a team that holds a finding which stands or was fixed since the last load: names in order, the most findings first.
select
    team,
    count(*) filter (where state <> 'fixed') as standing
from finding_life
where state is not null
group by team
order by standing desc, team
