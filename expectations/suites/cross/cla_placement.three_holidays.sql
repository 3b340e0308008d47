/* rule
table: ssd_cla_placement
severity: minor
says: A child has at most two temporary placements for a carer's holiday (T3) in any 12 months.
why: More than two are moves, which are not counted.
fix: Correct the placement type of those that were no holiday.
columns: [clap_cla_placement_type, clap_cla_placement_id, clap_person_id, clap_cla_placement_start_date]
*/
select
    this.record_id,
    this.person_id,
    'clap_cla_placement_type' as column_name,
    cast(this.clap_cla_placement_type as varchar) as value,
    this.source_file,
    this.source_row
from staging.ssd_cla_placement as this
where
    exists (
        select 1
        from (
            select
                clap_person_id as person_id,
                clap_cla_placement_id as placement_id,
                lag(clap_cla_placement_id, 2) over spells as id_first,
                lag(clap_cla_placement_id) over spells as id_second,
                clap_cla_placement_start_date < addm(lag(clap_cla_placement_start_date, 2) over spells, 12) as third_in_a_year
            from known.ssd_cla_placement
            where clap_cla_placement_type = 'T3'
            window spells as (partition by clap_person_id order by clap_cla_placement_start_date, clap_cla_placement_id)
        ) as run
        where
            run.person_id = this.clap_person_id
            and run.third_in_a_year
            and this.clap_cla_placement_id in (run.placement_id, run.id_first, run.id_second)
    )
