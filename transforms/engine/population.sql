-- One row is one window and group with its residents aged 0 to 17 (calendar.md, section 5): of the mid-years on or before the
-- window's end the latest that was published by the day of the extract, and of its releases the latest published.
create or replace temp table engine_population as
with council as (
    select
        coalesce(
            (select nullif(la_code, '') from meta.authority),
            (select min(la_code) from sup.population having count(distinct la_code) = 1),
            (
                select min(postcode_la.la_code)
                from sup.postcode_la
                inner join meta.authority on postcode_la.la_number = authority.authority
            )
        ) as la_code
),

-- A row delivered twice counts once.
resident as (
    select distinct
        population.mid_year,
        population.published_date,
        population.release_version,
        population.sex,
        population.single_year_of_age as age,
        population.ethnicity_group as ethnic_group,
        population.population as people
    from sup.population
    inner join council on population.la_code = council.la_code
    where
        population.sex in ('M', 'F')
        and population.single_year_of_age between 0 and 17
        and population.published_date <= cast($extracted_on as date)
),

release as (
    select distinct mid_year, published_date, release_version
    from resident
    where ethnic_group = 'ALL'
),

chosen as (
    select
        engine_windows.window_no,
        release.*
    from engine_windows
    inner join release on engine_windows.period_end >= release.mid_year
    qualify
        row_number() over (
            partition by engine_windows.window_no
            order by release.mid_year desc, release.published_date desc, release.release_version desc
        ) = 1
),

member as (
    select
        chosen.window_no,
        chosen.mid_year,
        chosen.release_version,
        resident.people,
        unnest(
            case
                when resident.ethnic_group = 'ALL'
                    then [
                        {'breakdown': 'all', 'label': 'all'},
                        {'breakdown': 'sex', 'label': case resident.sex when 'M' then 'Male' else 'Female' end},
                        {
                            'breakdown': 'age_band',
                            'label': case
                                when resident.age < 1 then 'Under 1'
                                when resident.age < 5 then '1-4'
                                when resident.age < 10 then '5-9'
                                when resident.age < 16 then '10-15'
                                else '16-17'
                            end
                        }
                    ]
                else [
                    {
                        'breakdown': 'ethnicity',
                        'label': case resident.ethnic_group
                            when 'WHITE' then 'White'
                            when 'MIXED' then 'Mixed'
                            when 'ASIAN' then 'Asian'
                            when 'BLACK' then 'Black'
                            when 'CHINESE_OTHER' then 'Chinese and other'
                        end
                    }
                ]
            end
        ) as member
    from chosen
    inner join resident
        on
            chosen.mid_year = resident.mid_year
            and chosen.published_date = resident.published_date
            and chosen.release_version = resident.release_version
)

select
    window_no,
    member.breakdown as breakdown,
    member.label as label,
    min(mid_year) as mid_year,
    min(release_version) as release_version,
    sum(people) as people
from member
where member.label is not null
group by window_no, member.breakdown, member.label
having sum(people) > 0;
