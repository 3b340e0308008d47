/* rule
table: ssd_cla_placement
severity: minor
says: A child is placed for adoption (A3 to A6) once it is decided that they should be.
why: The child is missing from the adoption scorecard.
fix: Record the decision, or correct the placement type.
columns: [clap_cla_placement_type, clap_person_id]
reads: [ssd_permanence.perm_person_id, ssd_permanence.perm_adm_decision_date]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_type' as column_name,
    cast(this.clap_cla_placement_type as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    this.clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6')
    and not exists (
        select 1
        from known.ssd_permanence as plan
        where plan.perm_person_id = this.clap_person_id and plan.perm_adm_decision_date is not null
    )
