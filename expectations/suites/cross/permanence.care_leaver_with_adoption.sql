/* rule
table: ssd_permanence
severity: minor
says: No care leaver has a plan for adoption that still stands.
why: An adopted child is no care leaver, so one of the two records is wrong.
fix: Record that the decision was reversed, or take the young person off the list of care leavers.
columns: [perm_adm_decision_date, perm_matched_date, perm_number_of_adopters, perm_adopter_sex,
  perm_adopter_legal_status, perm_decision_reversed_date, perm_person_id]
reads: [ssd_care_leavers.clea_person_id, ssd_care_leavers.clea_care_leaver_in_touch,
  ssd_care_leavers.clea_care_leaver_activity, ssd_care_leavers.clea_care_leaver_accommodation]
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
    coalesce(
        cast(this.perm_adm_decision_date as varchar),
        cast(this.perm_matched_date as varchar),
        this.perm_number_of_adopters,
        this.perm_adopter_sex,
        this.perm_adopter_legal_status
    ) is not null
    and this.perm_decision_reversed_date is null
    and exists (
        select 1
        from known.ssd_care_leavers as leaver
        where
            leaver.clea_person_id = this.perm_person_id
            and coalesce(
                leaver.clea_care_leaver_in_touch, leaver.clea_care_leaver_activity, leaver.clea_care_leaver_accommodation
            ) is not null
    )
