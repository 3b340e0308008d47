/* prepare
says: the 14th, 16th and 18th birthday of each person. Somebody born on 29 February has it on 1 March in a common year.
grain: one person with a date of birth
*/
select
    person_id,
    born,
    addm(born, 14 * 12) + (day(addm(born, 14 * 12)) <> day(born))::int as birthday_14,
    addm(born, 16 * 12) + (day(addm(born, 16 * 12)) <> day(born))::int as birthday_16,
    addm(born, 18 * 12) + (day(addm(born, 18 * 12)) <> day(born))::int as birthday_18
from prepare.births
where born is not null
order by person_id
