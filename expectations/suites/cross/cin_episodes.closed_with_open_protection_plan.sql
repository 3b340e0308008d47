/* rule
table: ssd_cin_episodes
severity: major
says: A closed case has no protection plan that is still open.
why: The child counts as on a protection plan, though nobody works with the family.
fix: End the protection plan on its true date, or reopen the case.
columns: [cine_close_date, cine_referral_id]
reads: [ssd_cp_plans.cppl_referral_id, ssd_cp_plans.cppl_cp_plan_end_date]
*/
select
    this.record_id,
    this.person_id,
    'cine_close_date' as column_name,
    cast(this.cine_close_date as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cin_episodes as this
where
    this.cine_close_date is not null
    and exists (
        select 1
        from known.ssd_cp_plans as other
        where
            other.cppl_referral_id = this.cine_referral_id
            and other.cppl_cp_plan_end_date is null
    )
