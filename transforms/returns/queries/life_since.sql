-- One row: the loads that a load is compared with, and how many of its findings stand.
with this_load as (select extracted_on from meta.loads where load_id = $load_id)

select
    (select max(extracted_on) from quality.loads_before((select extracted_on from this_load))) as last_load,
    (
        select max(extracted_on)
        from quality.loads_before((select cast(date_trunc('quarter', extracted_on) as date) from this_load))
    ) as last_quarter,
    (select count(*) from finding_life where state <> 'fixed') as standing
