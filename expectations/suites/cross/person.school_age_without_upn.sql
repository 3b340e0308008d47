/* rule
table: ssd_person
severity: minor
says: No child who was 4 by the August before last is without a unique pupil number for being too young for school (UN1).
why: The child cannot be matched with school records.
fix: Record the number, or the reason that holds now.
columns: [pers_upn_unknown, pers_dob]
*/
select
    this.record_id,
    this.person_id,
    'pers_upn_unknown' as column_name,
    cast(this.pers_upn_unknown as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where
    this.pers_upn_unknown = 'UN1'
    and age(
        this.pers_dob, make_date(cast(year(cast(getvariable('extracted_on') as date) - interval 3 month) as integer) - 1, 8, 31)
    ) >= 4
