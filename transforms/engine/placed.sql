-- One row is one record in one window that counts, or that takes trust from the number; its labels are NULL where the measure has
-- no such breakdown.
create or replace temp view engine_placed as
select
    placements.measure_no,
    placements.window_no,
    engine_measures.unit,
    engine_measures.own_names,
    facts.counted_numerator,
    facts.counted_weight,
    facts.counted_value,
    facts.is_flagged,
    facts.own_labels,
    facts.only_in,
    case when engine_measures.by_team and facts.only_in is null then facts.team end as team,
    case when engine_measures.by_worker and facts.only_in is null then facts.worker end as worker,
    case when engine_measures.by_age_band and facts.only_in is null then facts.age_band end as age_band,
    case when engine_measures.by_sex and facts.only_in is null then facts.sex end as sex,
    case when engine_measures.by_ethnicity and facts.only_in is null then facts.ethnicity end as ethnicity,
    case when engine_measures.by_disability and facts.only_in is null then facts.disability end as disability
from engine_placements as placements
inner join engine_facts as facts on placements.fact_no = facts.fact_no
inner join engine_measures on facts.measure_no = engine_measures.measure_no
where facts.counted_weight is not null or facts.is_flagged;
