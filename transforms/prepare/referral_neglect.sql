/* prepare
says: whether any assessment of a referral found neglect; a referral whose assessments recorded no factors has no row
grain: one referral id
*/
select
    assessment.cina_referral_id as referral_id,
    min(assessment_neglect.neglect_factor) as neglect_factor
from ssd.cin_assessments as assessment
inner join prepare.assessment_neglect
    on assessment.cina_assessment_id = assessment_neglect.assessment_id
where assessment.cina_referral_id is not null
group by assessment.cina_referral_id
order by assessment.cina_referral_id
