/* prepare
says: the year group and stage of somebody a number of school years after Reception. Statutory school age is Reception to Year 11. Read with
  `year(day) - (month(day) < 9)::int - pupils.reception_year`.
grain: one number of school years
*/
select
    number as year_no,
    case
        when number < 0 then 'Before Reception'
        when number = 0 then 'Reception'
        when number <= 13 then concat('Year ', number)
        else 'After Year 13'
    end as year_group,
    case
        when number < 0 then 'Early years'
        when number <= 11 then 'School age'
        when number <= 13 then 'Post-16'
        else 'Adult'
    end as stage
from range(-200, 200) as numbers (number)
order by year_no
