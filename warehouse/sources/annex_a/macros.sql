-- What the mapping queries share. The names of teams and workers are compared without case and odd spaces.
create or replace temp macro ssd_code(set_name, value) as (
    select nullif(min(c.ssd_code), '') from ref.codes as c where c.code_set = set_name and c.code = value
);
create or replace temp macro plain_name(value) as
    nullif(trim(regexp_replace(replace(value, chr(160), ' '), '\s+', ' ', 'g')), '');
create or replace temp macro team_id(value) as 'T-' || left(md5(lower(plain_name(value))), 12);
create or replace temp macro worker_id(value) as 'W-' || left(md5(lower(plain_name(value))), 12);
-- A key made of a list row's own facts, the same at every load: what it is, the child, the day, and which of equals.
create or replace temp macro made_key(what, child, day, copy) as
    concat_ws('-', what, coalesce(child, 'nobody'), coalesce(strftime(day, '%Y%m%d'), 'undated'), copy::varchar);
-- The key of what happened on a day within a plan or care period: another day is another record.
create or replace temp macro dated_key(what, parent, day) as
    what || substr(parent, instr(parent, '-')) || coalesce(strftime(day, '-%Y%m%d'), '-undated');
