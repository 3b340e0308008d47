-- name: computed
select * from measure_values

-- name: keep_values
create or replace table results.measure_values as
select * from computed
