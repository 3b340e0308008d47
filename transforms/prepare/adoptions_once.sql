/* prepare
says: children adopted, with the day they moved in with the family that adopted them. Of several records of one child's adoption the lowest
  id counts (G2), one with the order's date before one without; an adoption without a date cannot be placed (G4).
grain: one permanence record of an adoption; one row a child has `excluded` empty
*/
with adoption as (
    select
        *,
        case
            when is_adopted_by_carer = 'Y' and placed_foster_on is not null then 'Placed with the foster carer'
            when is_adopted_by_carer = 'Y' then 'Placed with the foster carer, date missing'
            -- The family that fosters for adoption is taken to be the one that adopts.
            when placed_ffa_on <= placed_on
                and 'true' in (select lower(value) from ref.setting where name = 'ffa_counts_as_moving_in')
                then 'Fostering for adoption'
            else 'Placed for adoption'
        end as moved_in,
        row_number() over (partition by person_id order by adopted_on is null, row_no) as adoption_no
    from prepare.permanence_rows
    where order_type = 'Adoption'
)

select
    table_id,
    person_id,
    adopted_on,
    matched_on,
    ordered_on,
    placed_on,
    case moved_in
        when 'Placed with the foster carer' then placed_foster_on
        when 'Fostering for adoption' then placed_ffa_on
        else placed_on
    end as moved_on,
    moved_in,
    entered_on,
    why_no_entry,
    age_at_entry,
    sibling_group,
    case
        when person_id is null then 'missing link'
        when adoption_no > 1 then 'G2'
        when adopted_on is null then 'G4'
    end as excluded
from adoption
order by row_no
