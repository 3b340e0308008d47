/* measure
title: Attainment 8 of children in care (yearly)
question: Are results improving?
unit: mean
kind: rolling_12_months
direction: higher_better
target: null
benchmark: null
source: DfE Outcomes for children in need, including children looked after
breakdowns: [send, in_or_out_of_area, results]
audiences: [ofsted, board, scrutiny]
needs: [sup.ks4_results.person_id, sup.ks4_results.results_year, sup.ks4_results.provisional_or_final, sup.ks4_results.attainment8,
  ssd.cla_episodes.clae_person_id, ssd.cla_episodes.clae_cla_id, ssd.cla_episodes.clae_cla_episode_start_date,
  ssd.cla_episodes.clae_cla_episode_ceased_date, ssd.legal_status.lega_person_id, ssd.legal_status.lega_legal_status,
  ssd.legal_status.lega_legal_status_start_date, ssd.legal_status.lega_legal_status_end_date]
optional: [ssd.cla_episodes.clae_cla_episode_id, ssd.cla_placement.clap_cla_id, ssd.cla_placement.clap_cla_placement_end_date,
  ssd.cla_placement.clap_cla_placement_id, ssd.cla_placement.clap_cla_placement_postcode, ssd.cla_placement.clap_cla_placement_start_date,
  ssd.cla_placement.clap_cla_placement_type, ssd.cla_placement.clap_person_id, ssd.person.pers_dob, ssd.person.pers_person_id,
  ssd.person.pers_send_flag, sup.postcode_la.la_code, sup.postcode_la.la_number, sup.postcode_la.postcode, sup.postcode_la.release]
table: sup.ks4_results
numerator_says: Their Attainment 8 scores, added
denominator_says: Children at the end of Key Stage 4 in the latest results year, looked after for 12 months or more on 31 March of that year
lookback_months: 18
edge_cases:
  - Results of a summer are first shown at the end of December, provisional, and from the end of March final; the quarters after repeat
    them. Where the stage that is due has not come, the other stands; where no result of the year has, the year before stands. The breakdown
    results says which.
  - 12 months or more is an episode open on 31 March, of a period of care that began by 31 March of the year before.
  - A pupil without entries scores 0 and stays in; a blank score is listed and not counted (no score). The local target is above England for
    children looked after, which has no value here. Short-break episodes are out (G6).
*/
select
    result.record_id,
    result.person_id,
    result.cut_off as at,
    result.period_end,
    result.attainment8 as value,
    case
        when result.is_repeat then 'G2'
        when result.person_id is null then 'missing link'
        when not exists (
            select 1
            from prepare.care_episodes as episode
            inner join prepare.care_periods as care on episode.care_id = care.care_id and episode.person_id = care.person_id
            where result.person_id = episode.person_id
                and episode.excluded is null
                and result.cut_off between episode.start_date and coalesce(episode.ceased_date - 1, date 'infinity')
                and addm(result.cut_off, -12) >= care.care_start
                and coalesce(age(care.born, result.cut_off), 0) < 18
        ) then 'not looked after for 12 months'
        when result.attainment8 is null then 'no score'
    end as excluded,
    send.send,
    case when placed.end_date > result.cut_off then placed.placed_out_of_area end as in_or_out_of_area,
    result.results
from prepare.ks4_results_at as result
left join prepare.send on result.person_id = send.person_id
asof left join prepare.placed_from as placed
    on result.person_id = placed.person_id and result.cut_off >= placed.start_date
order by result.period_end, result.record_id
