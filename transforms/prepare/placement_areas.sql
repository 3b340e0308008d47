/* prepare
says: whether a placement is in the council's own area, by the latest release of the postcode look-up that has its postcode; a postcode it
  lacks, or a council it does not name, has no row
grain: one placement
*/
with area as (
    select
        upper(replace(postcode_la.postcode, ' ', '')) as postcode,
        arg_max(
            coalesce(postcode_la.la_code = authority.la_code, false)
            or coalesce(postcode_la.la_number = authority.authority, false),
            (postcode_la.release, postcode_la.la_code)
        ) as is_own
    from sup.postcode_la
    cross join meta.authority
    where coalesce(postcode_la.la_code, postcode_la.la_number) is not null
    group by upper(replace(postcode_la.postcode, ' ', ''))
)

select
    placement.clap_cla_placement_id as placement_id,
    case when bool_and(area.is_own) then 'In area' else 'Out of area' end as placed_out_of_area
from ssd.cla_placement as placement
inner join area on upper(replace(placement.clap_cla_placement_postcode, ' ', '')) = area.postcode
group by placement.clap_cla_placement_id
order by placement.clap_cla_placement_id
