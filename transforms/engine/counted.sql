-- One row is one record in one window that counts, or that takes trust from the number; its labels are NULL where the measure has
-- no such breakdown.
create or replace temp view engine_counted as
select
    placed.measure_no,
    placed.window_no,
    engine_measures.unit,
    engine_measures.own_names,
    placed.counted_numerator,
    placed.counted_weight,
    placed.counted_value,
    placed.is_flagged,
    placed.own_labels,
    placed.only_in,
    case when engine_measures.by_team and placed.only_in is null then coalesce(placed.team, person_days.team) end as team,
    case when engine_measures.by_worker and placed.only_in is null then coalesce(placed.worker, person_days.worker) end as worker,
    case when engine_measures.by_age_band and placed.only_in is null then coalesce(placed.age_band, person_days.age_band) end as age_band,
    case when engine_measures.by_sex and placed.only_in is null then coalesce(placed.sex, person_days.sex) end as sex,
    case
        when engine_measures.by_ethnicity and placed.only_in is null then coalesce(placed.ethnicity, person_days.ethnicity)
    end as ethnicity,
    case
        when engine_measures.by_disability and placed.only_in is null then coalesce(placed.disability, person_days.disability)
    end as disability
from engine_placed as placed
inner join engine_person_days as person_days on placed.day_no = person_days.day_no
inner join engine_measures on placed.measure_no = engine_measures.measure_no
where placed.counted_weight is not null or placed.is_flagged;
