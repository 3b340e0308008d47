/* rule
table: sup_adopters
severity: minor
says: An adoptive family has one adopter or a couple.
why: Two families are counted as one.
fix: Give each family its own identifier.
columns: [family_identifier, adopter_identifier]
*/
select
    this.record_id,
    this.person_id,
    'family_identifier' as column_name,
    cast(this.family_identifier as varchar) as value,
    this.source_file,
    this.source_row
from staging.sup_adopters as this
where
    this.family_identifier in (
        select family_identifier from known.sup_adopters group by family_identifier having count(distinct adopter_identifier) > 2
    )
