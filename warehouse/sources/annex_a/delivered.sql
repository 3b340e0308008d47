-- A field is delivered when one of the list columns that it comes from was, and its table was made.
insert into staging.delivered (table_name, column_name)
with mapping as (
    select
        unnest($lists) as list_name,
        unnest($columns) as list_column,
        unnest($tables) as table_name,
        unnest($fields) as column_name
)

select distinct m.table_name, m.column_name
from mapping as m
inner join staging.delivered as d on d.table_name = m.list_name and d.column_name = m.list_column
where m.table_name in (select t.table_name from duckdb_tables() as t where t.schema_name = 'staging')
order by m.table_name, m.column_name
