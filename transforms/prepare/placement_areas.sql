/* prepare
says: whether a placement is in the council's own area, by the latest release of the postcode look-up; a postcode it lacks has no row
grain: one placement
*/
with area as (
    select
        postcode_la.postcode,
        arg_max(
            postcode_la.la_code = authority.la_code or coalesce(postcode_la.la_number = authority.authority, false),
            postcode_la.release
        ) as is_own
    from sup.postcode_la
    cross join meta.authority
    group by postcode_la.postcode
)

select
    placement.clap_cla_placement_id as placement_id,
    case when bool_and(area.is_own) then 'In area' else 'Out of area' end as placed_out_of_area
from ssd.cla_placement as placement
inner join area on replace(placement.clap_cla_placement_postcode, ' ', '') = area.postcode
group by placement.clap_cla_placement_id
order by placement.clap_cla_placement_id
