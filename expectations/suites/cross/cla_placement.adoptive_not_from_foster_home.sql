/* rule
table: ssd_cla_placement
severity: minor
says: A child placed for adoption with consent (A3, A4) comes from a foster home or another placement for adoption.
why: The placement before it, or the type of this one, is wrong.
fix: Correct the type of whichever placement is wrong, or record the one in between.
columns: [clap_cla_placement_type, clap_cla_placement_id, clap_person_id, clap_cla_placement_start_date]
whole_history: true
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
    this.clap_cla_placement_type in ('A3', 'A4')
    and exists (
        select 1
        from (
            select
                clap_cla_placement_id as placement_id,
                lag(clap_cla_placement_id) over spells as id_before,
                lag(clap_cla_placement_type) over spells as type_before
            from known.ssd_cla_placement
            where clap_cla_placement_start_date is not null
            window spells as (partition by clap_person_id order by clap_cla_placement_start_date, clap_cla_placement_id)
        ) as run
        where
            run.placement_id = this.clap_cla_placement_id
            and run.id_before is not null
            and (
                run.type_before is null
                or run.type_before not in ('A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
            )
    )
