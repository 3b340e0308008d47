-- Where each record of one table was read: file and row. Siblings may share the key of an enquiry or conference, so that the person tells
-- which is meant (is_shared); a key delivered twice for one person is shown by its first row.
select
    '{table}' as table_name,
    concat_ws('|', {key}) as record_id,
    coalesce({person}, '') as person_id,
    count(*) over (partition by concat_ws('|', {key})) > 1 as is_shared,
    min_by(source_file, row(source_file, source_row)) as source_file,
    min_by(source_row, row(source_file, source_row)) as source_row
from {view}
group by concat_ws('|', {key}), coalesce({person}, '')
