"""`measures` and `rules`: what can be asked of the data, and what must be true of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flows.invented import invented_warehouse
from flows.refresh import last_closed_quarter
from flows.screen import Screen
from warehouse.errors import SettingsError


def run_measures(show: str | None, check_them: bool, screen: Screen) -> int:
    from transforms.catalogue import load_catalogue

    if check_them:
        return _check_measures(screen)
    catalogue = load_catalogue()
    if show is None:
        rows = [[m.id, m.theme, m.unit, m.kind, m.title] for m in catalogue.measures.values()]
        screen.table(["measure", "theme", "unit", "kind", "title"], rows, widest=80)
        screen.answer(
            {"measures": [dict(zip(("id", "theme", "unit", "kind", "title"), row, strict=True)) for row in rows]}
        )
        return 0
    if show not in catalogue.measures:
        raise SettingsError(f"There is no measure {show}. `quarterlight measures` lists them.")
    measure = catalogue.measures[show]
    screen.say(f"{measure.title}\n{measure.question}\n")
    screen.say(f"  unit         {measure.unit}, {measure.kind}\n  numerator    {measure.numerator_says}")
    screen.say(f"  denominator  {measure.denominator_says}\n  source       {measure.source}")
    screen.say("  needs        " + "\n               ".join(measure.needs))
    screen.say(f"\n{measure.sql.strip()}")
    screen.answer({"id": measure.id, "title": measure.title, "needs": list(measure.needs), "sql": measure.sql})
    return 0


def _check_measures(screen: Screen) -> int:
    from transforms.catalogue import load_catalogue
    from transforms.check import faulty_files, faulty_headers, faulty_runs

    with screen.step("Read every header"):
        faults = faulty_headers()
    measures = 0
    if not faults:
        catalogue = load_catalogue()
        measures = len(catalogue.measures)
        with screen.step("Read every statement and worked example"):
            faults = faulty_files(catalogue)
        with (
            screen.step("Run them on an invented council"),
            TemporaryDirectory() as folder,
            invented_warehouse(Path(folder)) as session,
        ):
            faults += faulty_runs(session.connection, catalogue, last_closed_quarter(session.extracted_on))
    for fault in faults:
        screen.say(f"{fault.path}: {fault.says}")
    screen.say(f"{measures} measures looked at; {len(faults)} faults." if measures else f"{len(faults)} faults.")
    status = 2 if faults else 0
    found = [{"file": fault.path, "says": fault.says} for fault in faults]
    screen.answer({"measures": measures, "faults": found, "exit_status": status})
    return status


def run_rules(show: str | None, screen: Screen) -> int:
    from expectations.failing import failing_rows
    from expectations.rules import measures_touched, rule_catalogue
    from transforms.catalogue import load_catalogue
    from warehouse.schema import load_schema

    rules = {rule.id: rule for rule in rule_catalogue(load_schema())}
    if show is None:
        screen.table(["rule", "severity", "says"], [[r.id, r.severity, r.says] for r in rules.values()], widest=100)
        screen.say(f"{len(rules):,} rules.")
        screen.answer(
            {"rules": [{"id": r.id, "severity": r.severity, "table": r.table, "says": r.says} for r in rules.values()]}
        )
        return 0
    if show not in rules:
        raise SettingsError(f"There is no rule {show}. `quarterlight rules` lists them.")
    rule = rules[show]
    touched = measures_touched(rule, {m.id: m.needs for m in load_catalogue().measures.values()})
    screen.say(f"{rule.id} ({rule.severity}, {rule.table})\n\n{rule.says}\n\nWhy: {rule.why}\nFix: {rule.fix}")
    screen.say(f"Owner: the team that holds the record, else {rule.owner}\nReads: {', '.join(rule.columns)}")
    screen.say(f"Measures it touches: {', '.join(touched) or 'none'}\n\n{failing_rows(rule)}")
    screen.answer(
        {
            "id": rule.id,
            "severity": rule.severity,
            "table": rule.table,
            "says": rule.says,
            "why": rule.why,
            "fix": rule.fix,
            "owner": rule.owner,
            "reads": list(rule.columns),
            "measures": list(touched),
            "sql": failing_rows(rule),
        }
    )
    return 0
