-- Every row of Lists 1 to 10 for the child in it; `place` is the order in which the lists are believed, best first.
select 1 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_8
union all by name
select 2 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_7
union all by name
select 3 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_6
union all by name
select 4 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_5
union all by name
select 5 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_4
union all by name
select 6 as place, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row from list_3
union all by name
select 7 as place, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row from list_2
union all by name
select 8 as place, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row from list_1
union all by name
select 9 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_9
union all by name
select 10 as place, child_unique_id, gender, ethnicity, date_of_birth, has_disability, source_file, source_row from list_10
