/* rule
table: sup_population
severity: major
says: A release gives the council's children of every age from 0 to 17, for each sex.
why: The children of the missing ages are left out of every rate.
fix: Load the whole release again.
columns: [single_year_of_age, la_code, mid_year, sex, ethnicity_group, release_version]
*/
select
    this.record_id,
    this.person_id,
    'single_year_of_age' as column_name,
    cast(this.single_year_of_age as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_population as this
where
    exists (
        select 1
        from (
            select la_code, mid_year, sex, release_version, max(single_year_of_age) as oldest
            from known.sup_population
            where ethnicity_group = 'ALL' and single_year_of_age between 0 and 17
            group by la_code, mid_year, sex, release_version
            having count(distinct single_year_of_age) < 18
        ) as part
        inner join meta.authority as council on part.la_code = council.la_code
        where
            part.mid_year = this.mid_year
            and part.sex = this.sex
            and part.release_version = this.release_version
            and part.oldest = this.single_year_of_age
    )
    and this.ethnicity_group = 'ALL'
    and this.la_code in (select la_code from meta.authority)
