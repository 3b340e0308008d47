/* rule
table: ssd_person
severity: minor
says: No two people born on one day have names that differ by a slip of the pen, or by their order.
why: They are most likely one child recorded twice, whose history is split.
fix: Merge the two records, or confirm that they are two people.
columns: [pers_forename, pers_surname, pers_dob, pers_person_id]
*/
with named as (
    select
        pers_person_id as person_id,
        pers_dob as born,
        regexp_replace(lower(strip_accents(pers_forename)), '[^a-z]', '', 'g') as forename,
        regexp_replace(lower(strip_accents(pers_surname)), '[^a-z]', '', 'g') as surname,
        [lower(trim(pers_forename)), lower(trim(pers_surname))] as written
    from known.ssd_person
),

-- Each join is on two equal columns, so that a birth date that stands in for many unknown ones makes no crowd.
alike as (
    select own.person_id
    from named as own
    inner join named as other on other.born = own.born and other.surname = own.surname
    where
        other.person_id <> own.person_id
        and other.written <> own.written
        and damerau_levenshtein(other.forename, own.forename) <= 1
    union all
    select own.person_id
    from named as own
    inner join named as other on other.born = own.born and other.forename = own.forename
    where
        other.person_id <> own.person_id
        and other.written <> own.written
        and damerau_levenshtein(other.surname, own.surname) <= 2
    union all
    select own.person_id
    from named as own
    inner join named as other
        on other.born = own.born and other.forename = own.surname and other.surname = own.forename
    where other.person_id <> own.person_id
)

select
    this.record_id,
    this.person_id,
    'pers_forename' as column_name,
    cast(this.pers_forename as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where this.pers_person_id in (select person_id from alike)
