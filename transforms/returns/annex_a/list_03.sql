/* list
holds: Every referral received in the six months.
grain: One row per referral; a child may be there more than once.
needs: [ssd.cin_episodes.cine_person_id, ssd.cin_episodes.cine_referral_date]
looks_back_months: 12
fills:
  ssd.person: gender, ethnicity, date of birth and age
  ssd.department: names of teams (ids are shown)
  ssd.professionals: names of workers (ids are shown)
notes:
- "Number of referrals in last 12 months: the child's earlier referrals in the 12 months before that row's own date, whatever their outcome."
- "Referral NFA?: everything but a recorded yes is b) No, blanks too."
- Repeats are kept; the sheet Checks counts them.
*/
with earlier as (
    select
        this.cine_referral_id,
        this.cine_person_id,
        this.cine_referral_date,
        count(distinct other.cine_referral_id) as referrals
    from ssd.cin_episodes as this
    inner join ssd.cin_episodes as other
        on
            this.cine_person_id = other.cine_person_id
            and other.cine_referral_date between addm(this.cine_referral_date, -12) and this.cine_referral_date
            and (
                other.cine_referral_date < this.cine_referral_date
                or other.cine_referral_id < this.cine_referral_id
            )
    where this.cine_referral_date between $window_from and $reference_date
    group by all
)

select
    episodes.cine_referral_id as record_id,
    episodes.cine_person_id as child_unique_id,
    person.gender,
    person.ethnicity,
    person.date_of_birth,
    person.age,
    episodes.cine_referral_date as referral_date,
    annex_a_text('annex_a_contact_referral_source', episodes.cine_referral_source_code) as referral_source,
    annex_a_text('annex_a_yes_no', case when episodes.cine_referral_nfa = 'Y' then 'Y' else 'N' end) as referral_nfa,
    coalesce(earlier.referrals, 0) as referrals_last_12_months,
    coalesce(team.team_name, episodes.cine_referral_team) as allocated_team,
    coalesce(worker.worker_name, episodes.cine_referral_worker_id) as allocated_worker
from ssd.cin_episodes as episodes
left join annex_a_person as person on episodes.cine_person_id = person.person_id
left join annex_a_team as team on episodes.cine_referral_team = team.team_id
left join annex_a_worker as worker on episodes.cine_referral_worker_id = worker.worker_id
left join earlier
    on
        episodes.cine_referral_id = earlier.cine_referral_id
        and episodes.cine_person_id = earlier.cine_person_id
        and episodes.cine_referral_date = earlier.cine_referral_date
where episodes.cine_referral_date between $window_from and $reference_date
order by child_unique_id, referral_date, record_id
