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

-- name: lists
-- The calendar as one row, for the macros to look up by position: no join, so they are fast and may be used anywhere an expression may.
create or replace table ref.calendar_lists as
select
    (select min(day) from ref.calendar) as first_day,
    (select list(working_days order by day) from ref.calendar) as working_days,
    (select list(day order by working_days) from ref.working_day) as working_day;

-- name: macros
-- A position below 1 would count from the list's end, so it is refused.
create or replace macro working_days_to(a) as (
    select calendar_lists.working_days[
        case when cast(a as date) >= calendar_lists.first_day then cast(a as date) - calendar_lists.first_day + 1 end
    ]
    from ref.calendar_lists
);

create or replace macro wd(a, b) as working_days_to(b) - working_days_to(a);

create or replace macro addwd(a, n) as (
    select calendar_lists.working_day[case when n >= 1 then working_days_to(a) + n end]
    from ref.calendar_lists
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

-- The age is worked out once and leads to its band: a CASE over ages would work it out anew for each.
create or replace macro age_band(birth, on_day) as (
    case
        when birth is null or on_day is null then 'Not known'
        when cast(on_day as date) < cast(birth as date) then 'Unborn'
        else (
            ['Under 1']
            || repeat(['1-4'], 4)
            || repeat(['5-9'], 5)
            || repeat(['10-15'], 6)
            || repeat(['16-17'], 2)
            || repeat(['18-21'], 4)
            || repeat(['22-25'], 4)
            || ['26 and over']
        )[least(age(birth, on_day), 26) + 1]
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
