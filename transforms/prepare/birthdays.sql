/* prepare
says: the 14th, 16th and 18th birthday of each person. Somebody born on 29 February has it on 1 March in a common year.
grain: one person with a date of birth
*/
select
    person_id,
    born,
    birthday(born, 14) as birthday_14,
    birthday(born, 16) as birthday_16,
    birthday(born, 18) as birthday_18
from prepare.births
where born is not null
order by person_id
