-- One row a file of a load that was known at the time of the return.
select
    f.load_id,
    f.file,
    f.table_name,
    f.sha256,
    f.bytes,
    f.rows,
    cast(f.first_date as varchar) as first_date,
    cast(f.last_date as varchar) as last_date
from meta.files as f
inner join meta.loads as l on f.load_id = l.load_id
where l.known_from <= $known_at
order by f.load_id, f.file, f.table_name
