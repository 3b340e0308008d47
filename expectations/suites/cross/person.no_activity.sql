/* rule
table: ssd_person
severity: minor
says: A person who is not a mother has a contact, early help, a referral, care, leaving care or support for special needs.
why: The record was made by mistake or is a double, or the person's work is on another record.
fix: Merge the record with the one that holds the work, or leave the person out of the extract.
columns: [pers_person_id, pers_is_mother]
reads: [ssd_contacts.cont_person_id, ssd_early_help_episodes.earl_person_id, ssd_cin_episodes.cine_person_id, ssd_cla_episodes.clae_person_id, ssd_care_leavers.clea_person_id, ssd_send.send_person_id, ssd_mother.moth_person_id]
whole_history: true
*/
select
    this.record_id,
    this.person_id,
    'pers_person_id' as column_name,
    cast(this.pers_person_id as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_person as this
where
    this.pers_is_mother is distinct from 'Y'
    and not exists (select 1 from known.ssd_contacts as work where work.cont_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_early_help_episodes as work where work.earl_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_cin_episodes as work where work.cine_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_cla_episodes as work where work.clae_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_care_leavers as work where work.clea_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_send as work where work.send_person_id = this.pers_person_id)
    and not exists (select 1 from known.ssd_mother as work where work.moth_person_id = this.pers_person_id)
