-- One row a standing finding of a load, of one team or ($team NULL) of all, the worst first. A name or an address is not shown: the
-- record's id finds it.
select
    severity,
    rule,
    table_name,
    record_id,
    person_id,
    column_name,
    case
        when column_name in ('pers_forename', 'pers_surname', 'prof_professional_name', 'addr_address_json')
            or (contains(value, ' ') and column_name in ('allocated_worker', 'allocated_personal_adviser'))
            then '(not shown)'
        else value
    end as value,
    message,
    team,
    -- An Annex A workbook names its workers and gives no ids.
    case when contains(worker, ' ') then '(not shown)' else worker end as worker,
    state,
    since_quarter,
    first_seen,
    age_days,
    waived_until,
    source_file,
    source_row
from finding_life
where state <> 'fixed' and ($team is null or team = cast($team as varchar))
order by
    case severity when 'critical' then 0 when 'major' then 1 else 2 end,
    waived,
    rule,
    table_name,
    source_file,
    source_row,
    record_id,
    column_name,
    value
limit $most
