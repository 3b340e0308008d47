/* prepare
says: >-
  what moderation decided of each audit by the day of the extract, by any kind of panel: the last decision that carries an overall
  grade, and the last that carries a grade for management oversight. A decision without a date cannot be placed and is no decision.
grain: one audit with a decision
*/
select
    audit_id,
    arg_max(moderated_grade, (panel_date, moderated_grade)) as grade,
    arg_max(moderated_oversight_grade, (panel_date, moderated_oversight_grade)) as oversight_grade
from sup.audit_moderation
where audit_id is not null and panel_date <= cast(getvariable('extracted_on') as date)
group by audit_id
order by audit_id
