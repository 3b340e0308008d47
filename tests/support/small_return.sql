create schema meta;
create schema quality;
create schema ref;
create table ref.setting (name varchar, value varchar);
create table meta.loads (
    load_id varchar, authority varchar, extracted_on date, known_from timestamp, content_sha256 varchar, source varchar,
    sequence integer
);
insert into meta.loads values
('2026-10-05-0123456789ab', '887', '2026-10-05', '2026-10-05', 'abc', 'extracts', 0),
('2026-07-05-ba9876543210', '887', '2026-07-05', '2026-07-05', 'cba', 'extracts', 0),
('2026-12-01-fedcba987654', '887', '2026-12-01', '2026-12-01', 'fed', 'extracts', 0);
create table meta.files (
    load_id varchar, file varchar, bytes bigint, sha256 varchar, rows bigint, table_name varchar, first_date date,
    last_date date
);
insert into meta.files values
('2026-10-05-0123456789ab', 'ssd_contacts.csv', 120, 'aa', 3, 'ssd_contacts', '2024-07-01', '2026-09-30'),
('2026-07-05-ba9876543210', 'ssd_contacts.csv', 100, 'bb', 2, 'ssd_contacts', '2024-07-01', '2026-06-30'),
('2026-12-01-fedcba987654', 'ssd_contacts.csv', 140, 'cc', 4, 'ssd_contacts', '2024-07-01', '2026-11-30');
create table quality.rules (
    load_id varchar, rule varchar, table_name varchar, column_name varchar, severity varchar, says varchar, why varchar,
    fix varchar, tested bigint, failed bigint, status varchar, reason varchar
);
insert into quality.rules values
('2026-10-05-0123456789ab', 'contact_in_future', 'ssd_contacts', 'cont_contact_date', 'major',
'A contact is not after the extract', 'It counts in no quarter', 'Correct the date', 100, 3, 'failed', null),
('2026-10-05-0123456789ab', 'worker_unknown', 'ssd_involvements', 'invo_professional_id', 'major',
'A worker is in the list of workers', 'The caseload is wrong', 'Add the worker', 50, 1, 'failed', null),
('2026-10-05-0123456789ab', 'postcode_shape', 'ssd_address', 'addr_address_postcode', 'minor',
'A postcode looks like one', 'The distance is not known', 'Correct it', 80, 1, 'failed', null),
('2026-10-05-0123456789ab', 'name_not_text', 'ssd_person', 'pers_surname', 'minor',
'A name is letters', 'Nobody finds the child', 'Correct it', 80, 1, 'failed', null),
('2026-10-05-0123456789ab', 'dates_in_order', 'ssd_cp_plans', null, 'critical',
'A plan ends after it starts', 'The length is wrong', 'Correct the dates', null, null, 'not_run',
'no source delivered ssd_cp_plans'),
('2026-10-05-0123456789ab', 'contact_has_child', 'ssd_contacts', 'cont_person_id', 'critical',
'A contact has a child', 'It cannot be counted', 'Add the child', 100, 0, 'passed', null);
create table quality.findings (
    load_id varchar, rule varchar, severity varchar, table_name varchar, record_id varchar, person_id varchar,
    column_name varchar, value varchar, message varchar, team varchar, worker varchar, state varchar, first_seen date,
    source_file varchar, source_row bigint
);
insert into quality.findings values
('2026-10-05-0123456789ab', 'contact_in_future', 'major', 'ssd_contacts', 'c1', 'p1', 'cont_contact_date', '2062-01-01',
'The contact is after the extract', 'North', 'w1', 'new', '2026-10-05', 'ssd_contacts.csv', 2),
('2026-10-05-0123456789ab', 'contact_in_future', 'major', 'ssd_contacts', '=1+1', 'p2', 'cont_contact_date',
'=cmd|''/c calc''!A1', '@The contact is after the extract', '+North', '-w2', 'came_back', '2026-07-05',
'=ssd_contacts.csv', 3),
('2026-10-05-0123456789ab', 'contact_in_future', 'major', 'ssd_contacts', 'c3', 'p3', 'cont_contact_date', 'x' || chr(7),
'The contact is after the extract', 'North', 'w1', 'fixed', '2026-07-05', 'ssd_contacts.csv', 4),
('2026-10-05-0123456789ab', 'worker_unknown', 'major', 'ssd_involvements', 'i1', 'p1', 'invo_professional_id', 'w9',
'The worker is not in the list', null, null, 'open', '2026-07-05', 'ssd_involvements.csv', 2),
('2026-10-05-0123456789ab', 'postcode_shape', 'minor', 'ssd_address', 'a1', 'p1', 'addr_address_postcode', 'nope',
'The postcode does not look like one', 'South', 'w3', 'new', '2026-10-05', 'ssd_address.csv', 9),
('2026-10-05-0123456789ab', 'name_not_text', 'minor', 'ssd_person', 'p1', 'p1', 'pers_surname', 'Doe & <Roe>',
'The name holds a digit', 'South', 'Ann Roe', 'new', '2026-10-05', 'ssd_person.csv', 10);
create table measure_values (
    authority varchar, measure varchar, title varchar, period varchar, period_kind varchar, period_start date,
    period_end date, breakdown varchar, "group" varchar, numerator decimal(18, 6), denominator decimal(18, 6),
    value double, unit varchar, lower double, upper double, status varchar, reason varchar,
    records_with_findings bigint, known_at timestamp
);
create table measure_records (
    measure varchar, period varchar, period_start date, period_end date, "table" varchar, record_id varchar,
    person_id varchar, "at" date, numerator decimal(18, 6), value decimal(18, 6), excluded varchar, team varchar,
    worker varchar, source_file varchar, source_row bigint, period_kind varchar,
    only_in varchar, is_flagged boolean, own_groups map(varchar, varchar)
);
create view engine_records as select * from measure_records;
create table engine_measures (measure_no smallint, measure varchar);
create table engine_needs (measure_no smallint, table_name varchar, column_name varchar);
