/* prepare
says: the primary need that a referral was about, in words
grain: one referral id
*/
select
    referral.cine_referral_id as referral_id,
    min(labels.label) as primary_need
from ssd.cin_episodes as referral
inner join prepare.labels
    on referral.cine_cin_primary_need_code = labels.code and labels.code_set = 'primary_need'
where referral.cine_referral_id is not null
group by referral.cine_referral_id
order by referral.cine_referral_id
