-- Where each record of one table was read: file and row. Siblings may share the key of an enquiry or conference, so the person is
-- part of what tells a record; a key delivered twice for one person is shown by its first row.
select
    '{table}' as table_name,
    concat_ws('|', {key}) as record_id,
    coalesce({person}, '') as person_id,
    min_by(source_file, row(source_file, source_row)) as source_file,
    min_by(source_row, row(source_file, source_row)) as source_row
from {view}
group by all
