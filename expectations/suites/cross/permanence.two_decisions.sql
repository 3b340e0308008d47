/* rule
table: ssd_permanence
severity: minor
says: A new decision for adoption is made only after the one before it was reversed.
why: The child is counted twice among those waiting for adoption.
fix: Record when the earlier decision was reversed, or remove the copy.
columns: [perm_adm_decision_date, perm_decision_reversed_date, perm_person_id, perm_table_id]
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
        from (
            select
                perm_table_id as table_id,
                lag(perm_table_id) over decisions as id_before,
                lag(perm_decision_reversed_date) over decisions as reversed_before
            from known.ssd_permanence
            window decisions as (partition by perm_person_id order by perm_adm_decision_date, perm_table_id)
        ) as run
        where
            run.table_id = this.perm_table_id
            and run.id_before is not null
            and coalesce(run.reversed_before, date '9999-12-31') > this.perm_adm_decision_date
    )
