/* rule
table: sup_population
severity: major
says: Every release of the population holds this council's own area.
why: No rate per 10,000 can be worked out. Where the settings name no area, the one in the data is taken and this is not asked.
fix: Load the estimates of the council's area, or correct the area code in the settings.
columns: [la_code, release_version]
*/
select
    this.record_id,
    this.person_id,
    'la_code' as column_name,
    cast(this.la_code as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_population as this
where
    this.release_version not in (
        select own.release_version
        from known.sup_population as own
        inner join meta.authority as council on council.la_code in (own.la_code, '')
    )
qualify row_number() over (partition by this.release_version order by this.source_file, this.source_row) = 1
