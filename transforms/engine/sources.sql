-- Where each record of one table was read: file and row. A key delivered twice is shown by its first row.
insert into engine_sources
select
    $table_name,
    concat_ws('|', {key}) as record_id,
    min_by(source_file, row(source_file, source_row)),
    min_by(source_row, row(source_file, source_row))
from {view}
group by record_id;
