"""The catalogue of rules: what must be true of the data, in plain words.

Four kinds. `structure` rules follow from the schema (`structure.py`). `row` rules are written by hand, one entry in
`suites/<table>.yaml`, as a condition over one row. `cross` rules, which compare rows, are one `suites/cross/<id>.sql`
each. `change` rules, which compare with the load before, are a line in `suites/changes.yaml` each (`changes.py`).
Adding a rule is adding that entry, file or line, and the small tables of its test.
"""

from collections.abc import Iterable, Mapping
from itertools import chain

from expectations.changes import change_rules, table_change_rules
from expectations.model import Rule
from expectations.structure import structure_rules
from expectations.suites import cross_rules, row_rules
from warehouse.errors import SettingsError
from warehouse.schema import Schema

__all__ = ["Rule", "measures_touched", "rule_catalogue"]


def rule_catalogue(schema: Schema) -> tuple[Rule, ...]:
    """Every rule: table by table in the schema's order, those of the schema first, then those written by hand.

    SettingsError names the file of an entry that cannot be used, or an id that two rules share.
    """
    by_hand: dict[str, list[Rule]] = {}
    for rule in chain(row_rules(schema), cross_rules(schema), change_rules(schema)):
        by_hand.setdefault(rule.table, []).append(rule)
    rules: dict[str, Rule] = {}
    for table in schema.tables.values():
        of_schema = chain(structure_rules(schema, table), table_change_rules(table))
        for rule in chain(of_schema, by_hand.get(table.name, [])):
            if rule.id in rules:
                raise SettingsError(f"suites: two rules are called {rule.id}; rename one.")
            rules[rule.id] = rule
    return tuple(rules.values())


def measures_touched(rule: Rule, needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The measures that read a column this rule reads, sorted.

    `needs` maps a measure's id to the columns it needs, as views name them (`ssd.contacts.cont_contact_date`). A rule
    about a whole table touches every measure that reads the table.
    """
    table = rule.table + "."
    touched = []
    for measure, columns in needs.items():
        full = {column.replace(".", "_", 1) for column in columns}
        if full & set(rule.columns) or (not rule.columns and any(column.startswith(table) for column in full)):
            touched.append(measure)
    return tuple(sorted(touched))
