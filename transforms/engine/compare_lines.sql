-- One row is one record of one quarter as it stands now or stood then: what it counts for, and every group it stands in. copy_no tells
-- apart records that came twice.
create or replace temp table compare_lines as
select
    measure,
    period_start,
    "table",
    record_id,
    coalesce(person_id, '') as person_id,
    coalesce(own_groups[only_in], '') as row_apart,
    row_number() over (
        partition by measure, period_start, "table", record_id, person_id, only_in, own_groups[only_in]
        order by excluded nulls first, numerator, value, source_file, source_row
    ) as copy_no,
    excluded is null as counts,
    case
        when excluded is not null then 'left out: ' || excluded
        else concat_ws(
            ', ',
            case
                when only_in is not null then 'in ' || own_groups[only_in]
            end,
            case
                when numerator is null then null
                when numerator = 1 then 'counts'
                when numerator = 0 then 'denominator only'
                else 'counts for ' || rtrim(rtrim(numerator::varchar, '0'), '.')
            end,
            'value ' || rtrim(rtrim(value::varchar, '0'), '.')
        )
    end as verdict,
    map_from_entries(
        list_filter(
            [
                {'name': 'team', 'label': team},
                {'name': 'worker', 'label': worker},
                {'name': 'age_band', 'label': age_band},
                {'name': 'sex', 'label': sex},
                {'name': 'ethnicity', 'label': ethnicity},
                {'name': 'disability', 'label': disability}
            ],
            lambda entry: entry.label is not null
        ) || coalesce(list_transform(map_entries(own_groups), lambda entry: {'name': entry.key, 'label': entry.value}), [])
    ) as labels
from measure_records
where period_kind = 'quarter' and period = $period and list_contains($measures::varchar[], measure);
