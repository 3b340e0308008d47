-- Working days as a running count, so that a question about them is a look-up, and the macros that measures call.
-- The macros are the twins of warehouse/calendar.py. Where a date is NULL or outside the bank holidays' cover they give NULL.

-- name: tables
create or replace table ref.bank_holidays (day date not null, name varchar not null);
create or replace table ref.calendar (day date not null, working_days integer not null);
create or replace table ref.working_day (working_days integer not null, day date not null);

-- name: fill_bank_holidays
insert into ref.bank_holidays
select unnest($days) as day, unnest($names) as name
order by day;

-- name: fill_calendar
insert into ref.calendar
with calendar_day as (
    select cast(day as date) as day
    from range(cast($covers_from as timestamp), cast($covers_to as timestamp) + interval 1 day, interval 1 day) as days(day)
)

select
    calendar_day.day,
    count(*) filter (
        where isodow(calendar_day.day) <= 5 and bank_holidays.day is null
    ) over (order by calendar_day.day) as working_days
from calendar_day
left join ref.bank_holidays on calendar_day.day = bank_holidays.day
order by calendar_day.day;

-- name: fill_working_day
insert into ref.working_day
select
    working_days,
    min(day) as day
from ref.calendar
where working_days > 0
group by working_days
order by working_days;

-- name: macros
-- The calendar is read as one list, once a statement, and looked up by position: no join, so the macros are fast and may be
-- used anywhere an expression may. A position below 1 would count from the list's end, so it is refused.
create or replace macro working_days_to(a) as (
    (select list(calendar.working_days order by calendar.day) from ref.calendar)[
        case
            when date_diff('day', (select min(calendar.day) from ref.calendar), cast(a as date)) >= 0
                then date_diff('day', (select min(calendar.day) from ref.calendar), cast(a as date)) + 1
        end
    ]
);

create or replace macro wd(a, b) as working_days_to(b) - working_days_to(a);

create or replace macro addwd(a, n) as (
    (select list(working_day.day order by working_day.working_days) from ref.working_day)[
        case when n >= 1 then working_days_to(a) + n end
    ]
);

create or replace macro addm(d, n) as cast(cast(d as date) + to_months(cast(n as integer)) as date);

create or replace macro cd(a, b) as date_diff('day', cast(a as date), cast(b as date));

create or replace macro age(birth, on_day) as (
    year(cast(on_day as date)) - year(cast(birth as date))
    - case
        when month(cast(on_day as date)) * 100 + day(cast(on_day as date))
            < month(cast(birth as date)) * 100 + day(cast(birth as date))
            then 1
        else 0
    end
);

-- The n-th birthday. Somebody born on 29 February has it on 1 March in a common year.
create or replace macro birthday(birth, n) as
addm(birth, 12 * n) + cast(day(addm(birth, 12 * n)) <> day(birth) as integer);

create or replace macro age_band(birth, on_day) as (
    case
        when birth is null or on_day is null then 'Not known'
        when cast(on_day as date) < cast(birth as date) then 'Unborn'
        when age(birth, on_day) < 1 then 'Under 1'
        when age(birth, on_day) < 5 then '1-4'
        when age(birth, on_day) < 10 then '5-9'
        when age(birth, on_day) < 16 then '10-15'
        when age(birth, on_day) < 18 then '16-17'
        when age(birth, on_day) < 22 then '18-21'
        when age(birth, on_day) < 26 then '22-25'
        else '26 and over'
    end
);

create or replace macro ethnicity_group(code) as (
    case
        when code in ('CHNE', 'OOTH') then 'Chinese and other'
        when left(code, 1) = 'W' then 'White'
        when left(code, 1) = 'M' then 'Mixed'
        when left(code, 1) = 'A' then 'Asian'
        when left(code, 1) = 'B' then 'Black'
        else 'Not known'
    end
);
