/* rule
table: ssd_linked_identifiers
severity: minor
says: No two people have the same NHS, unique pupil or National Insurance number among their linked identifiers.
why: They are one person recorded twice, or one number is wrong.
fix: Merge the two records, or correct the number.
columns: [link_identifier_value, link_identifier_type, link_person_id]
*/
select
    this.record_id,
    this.person_id,
    'link_identifier_value' as column_name,
    cast(this.link_identifier_value as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_linked_identifiers as this
where
    this.link_identifier_type in ('NHS Number', 'Unique Pupil Number', 'National Insurance Number')
    and exists (
        select 1
        from known.ssd_linked_identifiers as other
        where
            other.link_identifier_value = this.link_identifier_value
            and other.link_identifier_type = this.link_identifier_type
            and other.link_person_id <> this.link_person_id
    )
