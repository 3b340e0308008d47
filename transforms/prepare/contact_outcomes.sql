/* prepare
says: what came of a contact, the outcome flags answered yes, by the text they were delivered in. Thousands of contacts share a few texts,
  so each is read once. What is no JSON has no outcomes at all, rather than none.
grain: one text of outcome flags
*/
with delivered as (
    select distinct cont_contact_outcome_json as outcome_json
    from ssd.contacts
    where cont_contact_outcome_json is not null
),

answer as (
    select outcome_json, try_cast(outcome_json as json) as flags
    from delivered
)

select
    outcome_json,
    list_filter(
        json_keys(flags), lambda flag: upper(json_extract_string(flags, flag)) in ('Y', 'YES', 'TRUE', '1')
    ) as outcomes
from answer
order by outcome_json
