/* prepare
says: supported accommodation commissioned at the end of each period with somebody living there, by the latest set of rows dated on or
  before it. One without a first day of contract (G4) or a count of young people cannot be placed.
grain: one setting at one period's end
*/
with latest as (
    select
        periods.period_end,
        max(setting.as_at_date) as as_at_date
    from (select distinct period_end from periods) as periods
    inner join sup.accommodation_settings as setting on setting.as_at_date <= periods.period_end
    group by periods.period_end
)

select
    latest.period_end,
    concat_ws('|', setting.setting_id, setting.as_at_date) as setting_key,
    setting.provider,
    setting.setting_type,
    setting.senior_visit_date,
    setting.visitor_grade,
    setting.member_visit_date,
    case
        when row_number() over (
            partition by latest.period_end, setting.setting_id order by setting.source_file, setting.source_row
        ) > 1 then 'G2'
        when setting.commissioned_from is null then 'G4'
        when setting.young_people_count is null then 'no count of young people'
        when addm(setting.opened_date, 3) >= latest.period_end then 'opened within three months'
    end as excluded
from latest
inner join sup.accommodation_settings as setting on latest.as_at_date = setting.as_at_date
where coalesce(setting.commissioned_from, date '-infinity') <= latest.period_end
    and coalesce(setting.commissioned_to, date 'infinity') > latest.period_end
    and coalesce(setting.young_people_count, 1) >= 1
order by latest.period_end, setting_key
