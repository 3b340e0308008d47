-- The records of one measure in one window, those that count first.
select
    record_id,
    person_id,
    "at",
    case
        when excluded is not null or (only_in is not null and not list_contains($breakdowns::varchar[], only_in)) then 'excluded'
        when numerator > 0 or numerator is null then 'numerator'
        else 'denominator only'
    end as part,
    numerator,
    value,
    coalesce(
        excluded, case when only_in is not null and not list_contains($breakdowns::varchar[], only_in) then 'only in ' || only_in end
    ) as excluded,
    team,
    worker,
    "table",
    source_file,
    source_row
from measure_records
where
    measure = $measure
    and period = $period
    and period_start = cast($period_start as date)
    and list_bool_and(
        list_transform(
            list_zip($breakdowns::varchar[], $groups::varchar[]),
            lambda pair: coalesce(
                case pair[1]
                    when 'all' then 'all'
                    when 'team' then team
                    when 'worker' then worker
                    when 'age_band' then age_band
                    when 'sex' then sex
                    when 'ethnicity' then ethnicity
                    when 'disability' then disability
                    else own_groups[pair[1]]
                end = pair[2],
                false
            )
        )
    ) is not false
order by
    case part when 'numerator' then 1 when 'denominator only' then 2 else 3 end,
    excluded,
    "at",
    record_id,
    person_id;
