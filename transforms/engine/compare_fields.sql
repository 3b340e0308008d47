-- One row is one field of one row of {table} that became known, changed or was withdrawn between two times, of the people and
-- records whose counting changed; the load is the one that brought the change.
with concerned as (
    select record_id, person_id
    from compare_changes
),

version as (
    select
        {record_id} as record_id,
        {person_id} as person_id,
        row_number() over (
            partition by {record_id}, known_from <= $before and known_to > $before, known_from <= $now and known_to > $now
            order by copy_no, source_file, source_row
        ) as copy_no,
        known_from <= $before and known_to > $before as was_known,
        known_from <= $now and known_to > $now as is_known,
        known_to,
        load_id,
        [{fields}] as fields
    from {history}
    where
        (known_from <= $before and known_to > $before) <> (known_from <= $now and known_to > $now)
        and (
            {person_id} in (select person_id from concerned where person_id is not null)
            or ($is_own and {record_id} in (select record_id from concerned))
        )
),

paired as (
    select
        coalesce(after.record_id, before.record_id) as record_id,
        coalesce(after.person_id, before.person_id) as person_id,
        case
            when before.record_id is null and before.fields is null then 'added'
            when after.fields is null then 'removed'
            else 'changed'
        end as what,
        coalesce(after.load_id, loads.load_id) as load_id,
        unnest(
            list_filter(
                list_transform(
                    coalesce(after.fields, before.fields),
                    lambda field, position: {{
                        'column': field.name, 'before': before.fields[position].value, 'now': after.fields[position].value
                    }}
                ),
                lambda field: field.before is distinct from field.now
            )
        ) as field
    from (select * from version where was_known) as before
    full outer join (select * from version where is_known) as after
        on before.record_id is not distinct from after.record_id and before.copy_no = after.copy_no
    left join meta.loads as loads on before.known_to = loads.known_from
)

select
    '{table}' as "table",
    record_id,
    person_id,
    what,
    field.column as "column",
    field.before,
    field.now,
    load_id
from paired
order by all;
