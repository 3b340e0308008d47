-- name: has_loads
select table_name from duckdb_tables() where schema_name = 'meta' and table_name = 'loads' and not temporary

-- name: known_loads
select load_id from meta.loads order by known_from, load_id

-- name: known_build
select value from ref.setting where name = 'build'

-- name: reset
drop schema if exists history cascade;
delete from meta.loads;
delete from meta.delivered;
delete from meta.coverage;
delete from meta.files;
delete from meta.intake;
