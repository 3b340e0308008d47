-- One row is one record of a quarter that counts otherwise than it did, in one window: by its part, its number or a group it stands in.
create or replace temp table compare_changes as
select
    coalesce(after.measure, before.measure) as measure,
    coalesce(after.period_start, before.period_start) as period_start,
    coalesce(after."table", before."table") as "table",
    coalesce(after.record_id, before.record_id) as record_id,
    nullif(coalesce(after.person_id, before.person_id), '') as person_id,
    case
        when after.counts and not coalesce(before.counts, false) then 'entered'
        when before.counts and not coalesce(after.counts, false) then 'left'
        else 'changed'
    end as movement,
    coalesce(before.verdict, 'not there') as before,
    coalesce(after.verdict, 'not there') as now,
    array_to_string(list_transform(
        list_filter(
            map_keys(coalesce(after.labels, before.labels)),
            lambda name: before.verdict is not null
                and after.verdict is not null
                and before.labels[name] is distinct from after.labels[name]
        ),
        lambda name: name || ': ' || coalesce(before.labels[name], '') || ' → ' || coalesce(after.labels[name], '')
    ), '; ') as moved
from before_lines as before
full outer join compare_lines as after
    on
        before.measure = after.measure
        and before.period_start = after.period_start
        and before."table" = after."table"
        and before.record_id is not distinct from after.record_id
        and before.person_id = after.person_id
        and before.row_apart = after.row_apart
        and before.copy_no = after.copy_no
where before.verdict is distinct from after.verdict or before.labels is distinct from after.labels;
