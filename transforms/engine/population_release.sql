-- The release that one quarter's rates divide by; every window of a quarter ends on the same day, so they share it.
select distinct
    engine_population.release_version,
    year(engine_population.mid_year) as mid_year
from engine_population
inner join engine_windows on engine_population.window_no = engine_windows.window_no
where engine_population.breakdown = 'all' and engine_windows.period = $period;
