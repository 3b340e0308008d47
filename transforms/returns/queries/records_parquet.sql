-- records.parquet: one row is one record in one period of one measure.
copy (
    select
        measure,
        period,
        period_start,
        period_end,
        "table",
        record_id,
        person_id,
        "at",
        numerator,
        value,
        excluded,
        team,
        worker,
        source_file,
        source_row
    from measure_records
    order by measure, period, period_start, period_end, "table", record_id, person_id, "at", source_file, source_row
) to $path (format parquet, compression zstd, row_group_size 122880)
