-- What the control charts and targets say of the measures that improvement actions are linked to. measure_signals: one row is one signal
-- on the chart as it stood at a period's end; signal_from and signal_on are the last days of the first and the last month it rests
-- on. measure_points: one row is one measure at a period's end, with how many points its series had and whether it met its target
-- then and a quarter before.
create or replace table measure_signals (
    measure varchar,
    period_end date,
    signal_from date,
    signal_on date,
    label varchar
);

create or replace table measure_points (
    measure varchar,
    period_end date,
    months integer,
    quarters integer,
    on_target_twice boolean
);
