/* prepare
says: what each local wording of why early help ended stands for, found by its words. The first that fits wins, of STEP_UP, MOVED,
  DISENGAGED, OUTCOMES_MET, OTHER. A wording that none fits has no row here (not mapped) and stays in the counts.
grain: one wording
*/
with wording as (
    select
        earl_episode_end_reason as end_reason,
        -- What was denied is taken out first, so that "not stepped up" and "needs not met" are not read as their opposites.
        regexp_replace(
            trim(regexp_replace(lower(earl_episode_end_reason), '[^a-z0-9]+', ' ', 'g')),
            '\b(not|no|never|without) (be |been |being |to be |fully |all |yet )?(step|escalat|met\b|achiev|complet|resolv)\w*( up)?',
            'other',
            'g'
        ) as words
    from ssd.early_help_episodes
    where earl_episode_end_reason is not null
    group by earl_episode_end_reason
),

mapped as (
    select
        end_reason,
        case
            when regexp_matches(words, '\b(step|stepped|stepping|steps) ?up\b|\bstepup\b|\bescalat') then 'STEP_UP'
            when regexp_matches(words, '\b(moved|moving|relocat\w*|out of area|left (the )?(area|borough|county|country))\b')
                then 'MOVED'
            when regexp_matches(words, '\bstep(ped|ping|s)? ?down\b') then 'OTHER'
            when regexp_matches(
                words,
                '\b(to|by|into) (\w+ ){0,3}'
                || '(social (care|work|worker|services)|children s services|child (in need|protection)|statutory|csc|mash)\b'
            ) then 'STEP_UP'
            when regexp_matches(
                words, 'disengag|\b(not|non|un) ?engag|\b(declin|refus|withdr)|\b(consent|lost contact|no (contact|response|reply))\b'
            ) then 'DISENGAGED'
            when regexp_matches(words, '\b(met|achiev\w*|resolv\w*|complet\w*|success\w*)\b') then 'OUTCOMES_MET'
            when regexp_matches(words, '\b(other|single|universal|transfer\w*|school|died|aged?|closed)\b')
                then 'OTHER'
        end as code
    from wording
)

select
    end_reason,
    code
from mapped
where code is not null
order by end_reason
