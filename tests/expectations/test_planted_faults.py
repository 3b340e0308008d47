"""Every fault that `generate --faults` can plant names the rule that must find it: there has to be one."""

from expectations.rules import rule_catalogue
from warehouse.schema import load_schema
from warehouse.synthetic.fault_domain import domain_kinds
from warehouse.synthetic.fault_structure import kinds_of


def test_each_kind_of_fault_has_its_rule() -> None:
    schema = load_schema()
    kinds = [*domain_kinds(), *(kind for table in schema.history_tables() for kind in kinds_of(schema, table))]
    rules = {rule.id for rule in rule_catalogue(schema)}
    assert sorted({kind.rule for kind in kinds} - rules) == []
