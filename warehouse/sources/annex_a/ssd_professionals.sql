-- One row per worker or personal adviser that any list names.
select
    worker_id(allocated_worker) as prof_professional_id,
    min(plain_name(allocated_worker)) as prof_professional_name,
    arg_min(source_file, (place, source_row)) as source_file,
    arg_min(source_row, (place, source_row)) as source_row
from worker_rows
where plain_name(allocated_worker) is not null
group by worker_id(allocated_worker)
order by prof_professional_id
