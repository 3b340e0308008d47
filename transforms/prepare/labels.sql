/* prepare
says: the words for each code, so that groups read as words; a code with several validity spells has one label, the latest
grain: one code of one code set
*/
select
    code_set,
    code,
    arg_max(label, (coalesce(valid_from, date '0001-01-01'), label)) as label
from ref.codes
group by code_set, code
order by code_set, code
