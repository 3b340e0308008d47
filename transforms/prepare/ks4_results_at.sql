/* prepare
says: the Key Stage 4 results that are the latest at the end of each period. Those of a summer are out from October, provisional until
  December and final from January; a stage that has not come leaves the other, a year without any result the latest year before. `cut_off`
  is 31 March of the results year. Of rows with one key the first stays, the rest are repeats.
grain: one pupil's result at one period's end
*/
with snapshot as (
    select distinct
        period_end,
        year(period_end) - (month(period_end) < 10)::int as due_year
    from periods
),

latest as (
    select
        snapshot.period_end,
        snapshot.due_year,
        max(result.results_year) as results_year
    from snapshot
    inner join sup.ks4_results as result on snapshot.due_year >= result.results_year
    group by snapshot.period_end, snapshot.due_year
),

stage as (
    select
        latest.period_end,
        latest.results_year,
        arg_max(
            result.provisional_or_final,
            (result.provisional_or_final = 'PROVISIONAL') = (month(latest.period_end) >= 10 and latest.due_year = latest.results_year)
        ) as code
    from latest
    inner join sup.ks4_results as result on latest.results_year = result.results_year
    group by latest.period_end, latest.results_year
)

select
    stage.period_end,
    make_date(stage.results_year, 3, 31) as cut_off,
    concat_ws('|', result.person_id, result.results_year, result.provisional_or_final) as record_id,
    result.person_id,
    result.attainment8,
    concat_ws(' ', stage.results_year, lower(labels.label)) as results,
    row_number() over (
        partition by stage.period_end, result.person_id order by result.source_file, result.source_row
    ) > 1 and result.person_id is not null as is_repeat
from stage
inner join sup.ks4_results as result on stage.results_year = result.results_year and stage.code = result.provisional_or_final
left join prepare.labels on stage.code = labels.code and labels.code_set = 'results_stage'
order by stage.period_end, record_id, result.source_file, result.source_row
