/* prepare
says: the calendar year in whose September each person begins Reception, the September after the 4th birthday; a child born on 1 September
  begins a year later than one born on 31 August. The school year of a day begins on 1 September.
grain: one person with a date of birth
*/
select
    person_id,
    year(born) + 4 + (month(born) >= 9)::int as reception_year
from prepare.births
where born is not null
order by person_id
