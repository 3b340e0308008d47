/* measure
title: Schools represented at safeguarding lead network meetings
question: Are school safeguarding leads joined up with us?
unit: percent
kind: flow
direction: higher_better
target: {value: 70, basis: local}
benchmark: null
source: local default
breakdowns: [phase, school_type]
audiences: [ofsted, board, scrutiny]
needs: [sup.dsl_network.meeting_date, sup.dsl_network.school_urn, sup.dsl_network.attended, sup.schools.urn, sup.schools.open_date,
  sup.schools.close_date, sup.schools.in_area]
optional: [sup.schools.phase, sup.schools.school_type]
table: sup.schools
numerator_says: Those with at least one attendee at a network meeting in the period
denominator_says: Schools and colleges in the area open at the period's end, academies, independent and special schools included
team: none
edge_cases:
  - A school counts once however many meetings it came to. One person who stands in for a federation counts for each school named.
  - A period without a meeting is 0%. A school that closed on the last day is closed; one that is not in the area, or of which that is not
    recorded, does not count, even if it came. One without a date of opening is listed and not counted (G4).
  - "Not built: area within the council; schools have no field for it."
*/
select
    school.urn as record_id,
    null as person_id,
    periods.period_end as at,
    periods.period_end,
    exists (
        select 1 from sup.dsl_network as place
        where school.urn = place.school_urn
            and place.attended = 'Y'
            and place.meeting_date between periods.period_start and periods.period_end
    )::int as numerator,
    case
        when school.is_repeat then 'G2'
        when school.open_date is null then 'G4'
    end as excluded,
    school.phase,
    school.school_type
from periods
inner join prepare.schools_once as school
    on coalesce(school.open_date, date '-infinity') <= periods.period_end
    and coalesce(school.close_date, date 'infinity') > periods.period_end
where school.in_area = 'Y'
order by periods.period_end, record_id
