/* rule
table: ssd_permanence
severity: minor
says: The decision is made on or before the day the child is placed for adoption (A3 to A6).
why: The time between the steps of adoption, which the scorecard is made of, is wrong.
fix: Correct the date of the decision, or the start or the type of the placement.
columns: [perm_adm_decision_date, perm_person_id]
reads: [ssd_cla_placement.clap_person_id, ssd_cla_placement.clap_cla_placement_type, ssd_cla_placement.clap_cla_placement_start_date]
*/
select
    this.record_id,
    this.person_id,
    'perm_adm_decision_date' as column_name,
    cast(this.perm_adm_decision_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_permanence as this
where
    exists (
        select 1
        from known.ssd_cla_placement as home
        where
            home.clap_person_id = this.perm_person_id
            and home.clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6')
            and home.clap_cla_placement_start_date < this.perm_adm_decision_date
    )
