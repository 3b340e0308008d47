-- Every team and worker that Lists 3 to 9 name; `place` is the list.
select 3 as place, allocated_team, allocated_worker, source_file, source_row from list_3
union all by name
select 4 as place, allocated_team, allocated_worker, source_file, source_row from list_4
union all by name
select 5 as place, allocated_team, allocated_worker, source_file, source_row from list_5
union all by name
select 6 as place, allocated_team, allocated_worker, source_file, source_row from list_6
union all by name
select 7 as place, allocated_team, allocated_worker, source_file, source_row from list_7
union all by name
select 8 as place, allocated_team, allocated_worker, source_file, source_row from list_8
union all by name
select 9 as place, allocated_team, allocated_worker, source_file, source_row from list_9
union all by name
select 10 as place, allocated_personal_adviser as allocated_worker, source_file, source_row from list_9
