-- What changed since the load before: the load in `staging` beside `before`, the history as it stood until this load's
-- day. Names in braces are columns and tables of the schema, filled in by changes.py; a finding names the record in the
-- new load, and where that has gone, in the old one.

-- name: value_changed
select
    this.record_id,
    this.person_id,
    '{column}' as column_name,
    cast(this.{column} as varchar) as value,
    this.source_file,
    this.source_row
from staging.{table} as this
where exists (
    select 1
    from before.{table} as old
    where
        old.record_id = this.record_id
        and {was}
)
-- A record that came twice, and comes twice again, has not changed.
and not exists (
    select 1
    from before.{table} as kept
    where kept.record_id = this.record_id and kept.{column} is not distinct from this.{column}
)

-- name: end_removed
-- The same record: a number that was given to another child, or to other dates, was not opened again.
select
    this.record_id,
    this.person_id,
    '{end}' as column_name,
    null as value,
    this.source_file,
    this.source_row
from staging.{table} as this
where
    this.{end} is null
    and exists (
        select 1
        from before.{table} as old
        where
            old.record_id = this.record_id
            and cast(old.{end} as date) <= getvariable('before_extracted_on'){same}
    )
    and not exists (select 1 from before.{table} as kept where kept.record_id = this.record_id and kept.{end} is null)

-- name: added_late
-- A source that covered only its last months could not have sent what lies before them.
select
    this.record_id,
    this.person_id,
    '{start}' as column_name,
    cast(this.{start} as varchar) as value,
    this.source_file,
    this.source_row
from staging.{table} as this
where
    cast(this.{start} as date) < getvariable('before_extracted_on') - getvariable('late_event_days')
    and cast(this.{start} as date) >= (select min(sent_from) from before.{table})
    and not exists (select 1 from before.{table} as old where old.record_id = this.record_id)

-- name: vanished
select
    old.record_id,
    old.person_id,
    '{column}' as column_name,
    cast(old.{column} as varchar) as value,
    old.source_file,
    old.source_row
from covered.{table} as old
where
    {was}not exists (select 1 from staging.{table} as this where this.record_id = old.record_id)

-- name: gone_quiet
-- Beside the last month that held anything, so that what stays quiet stays found. Ten events: with fewer, a month without
-- any is chance.
select
    null as record_id,
    null as person_id,
    '{start}' as column_name,
    cast(max(cast(this.{start} as date)) as varchar) as value,
    null as source_file,
    null as source_row
from staging.{table} as this
having
    count(*) filter (
        where cast(this.{start} as date) between getvariable('extracted_on') - 31 and getvariable('extracted_on')
    ) = 0
    and (
        select count(*)
        from before.{table} as old
        where
            cast(old.{start} as date) <= getvariable('before_extracted_on')
            and cast(old.{start} as date) >= (
                select max(cast(newest.{start} as date)) - 31
                from before.{table} as newest
                where cast(newest.{start} as date) <= getvariable('before_extracted_on')
            )
    ) >= 10

-- name: went_blank
-- Beside every version ever known, so that what stays blank stays found. Ten rows: with fewer, a blank column is chance.
select
    null as record_id,
    null as person_id,
    counted.column_name,
    null as value,
    null as source_file,
    null as source_row
from (
    select unnest([{pairs}]) as counted
    from (
        select
            count(*) as rows,
            {counts}
        from staging.{table}
    ) as now
    cross join (
        select {counts}
        from history.{table}
        where known_from < getvariable('before_until')
    ) as old
    where now.rows >= 10
)
where counted.filled_before >= 10 and counted.filled_now = 0

-- name: not_delivered
select
    null as record_id,
    null as person_id,
    null as column_name,
    null as value,
    null as source_file,
    null as source_row
from before.absent
where table_name = '{table}'
