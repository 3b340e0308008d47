"""Mutants of a rule's query: each breaks one thing in it, and a good example notices.

DuckDB's own parser gives the query as a tree and writes a changed tree back as SQL, so that a mutant is always a query
in the engine's own grammar.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

Node = dict[str, Any]

# The nearest other comparison: a boundary that moved, or its opposite.
MOVED = {
    "COMPARE_LESSTHAN": "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_GREATERTHAN",
    "COMPARE_EQUAL": "COMPARE_NOTEQUAL",
    "COMPARE_NOTEQUAL": "COMPARE_EQUAL",
    "COMPARE_DISTINCT_FROM": "COMPARE_NOT_DISTINCT_FROM",
    "COMPARE_NOT_DISTINCT_FROM": "COMPARE_DISTINCT_FROM",
    "OPERATOR_IS_NULL": "OPERATOR_IS_NOT_NULL",
    "OPERATOR_IS_NOT_NULL": "OPERATOR_IS_NULL",
}
# Where a query asks something: what stands there is deleted (always true, always false) and inverted.
CONDITIONS = ("where_clause", "having", "qualify", "filter", "when_expr", "condition")
# Of these each argument is left out in turn.
OF_MANY = ("OPERATOR_COALESCE", "COMPARE_IN", "COMPARE_NOT_IN", "least", "greatest")


@dataclass(frozen=True)
class Mutant:
    """A changed query, and the part that was changed, before and after."""

    query: Node
    before: Node
    after: Node

    def sql(self, connection: duckdb.DuckDBPyConnection) -> str:
        """The changed query."""
        return written(connection, self.query)

    def name(self, connection: duckdb.DuckDBPyConnection) -> str:
        """The change, as `before -> after`."""
        return " -> ".join(_part(connection, part) for part in (self.before, self.after))


def parsed(connection: duckdb.DuckDBPyConnection, sql: str) -> Node:
    """The tree of a SELECT, without the places in the text: equal parts are equal trees."""
    answer = connection.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    assert answer
    tree = json.loads(answer[0], object_hook=lambda node: {k: v for k, v in node.items() if k != "query_location"})
    assert not tree["error"], tree
    return _node(tree["statements"][0]["node"])


def written(connection: duckdb.DuckDBPyConnection, query: Node) -> str:
    """The SQL of a tree."""
    tree = {"error": False, "statements": [{"node": query, "named_param_map": []}]}
    answer = connection.execute("select json_deserialize_sql(?::json)", [json.dumps(tree)]).fetchone()
    assert answer
    return str(answer[0])


def mutants(query: Node, only_where: bool = False) -> Iterator[Mutant]:
    """Every mutant of a parsed query, or of its outermost WHERE alone; what it shows of a row is left as it is."""
    if query["type"] == "SET_OPERATION_NODE":
        yield from (Mutant(query[arm], query, query[arm]) for arm in ("left", "right"))
    asks = {
        key: part for key, part in query.items() if key == "where_clause" or not (only_where or key == "select_list")
    }
    seen = set()
    for before, after, changed in _below(asks):
        text = json.dumps(changed, sort_keys=True)
        if text not in seen:
            seen.add(text)
            yield Mutant({**query, **changed}, before, after)


Change = tuple[Node, Node, Any]


def _below(part: Any, key: str = "", typed: bool = False) -> Iterator[Change]:
    """The changes inside a part of the tree: what stood there, what stands there now, and the part made anew."""
    if isinstance(part, list):
        for place, child in enumerate(part):
            for before, after, changed in _at(child, key, typed):
                yield before, after, [*part[:place], changed, *part[place + 1 :]]
    elif isinstance(part, dict):
        for name, child in part.items():
            if isinstance(child, dict | list) and not _is_for_show(part, name):
                within = "condition" if name == "children" and part.get("class") == "CONJUNCTION" else name
                for before, after, changed in _at(child, within, part.get("class") == "CAST"):
                    yield before, after, {**part, name: changed}


def _is_for_show(part: Node, name: str) -> bool:
    """Whether a child is not part of the question: a constant's insides, a type, the name of a variable."""
    return part.get("class") == "CONSTANT" or name == "cast_type" or part.get("function_name") == "getvariable"


def _at(part: Any, key: str, typed: bool) -> Iterator[Change]:
    if isinstance(part, dict):
        changes = [*(_of_condition(part) if key in CONDITIONS else ()), *_of_node(part, typed)]
        yield from ((part, after, after) for after in changes)
        if part.get("subquery_type") == "EXISTS":
            node = part["subquery"]["node"]
            asks = {name: child for name, child in node.items() if name != "select_list"}
            for before, after, changed in _below(asks):
                yield before, after, {**part, "subquery": {**part["subquery"], "node": {**node, **changed}}}
            return
    yield from _below(part, key, typed)


def _of_condition(part: Node) -> Iterator[Node]:
    yield _constant("BOOLEAN", True)
    yield _constant("BOOLEAN", False)
    is_not = part.get("type") == "OPERATOR_NOT"
    yield part["children"][0] if is_not else _of_class("OPERATOR", "OPERATOR_NOT", [part])


def _of_node(part: Node, typed: bool) -> Iterator[Node]:
    kind = part.get("type")
    if kind in MOVED:
        yield {**part, "type": MOVED[kind]}
    elif kind == "COMPARE_BETWEEN":
        yield from _of_between(part)
    elif kind == "SET_OPERATION_NODE":
        yield part["left"]
        yield part["right"]
    elif kind == "VALUE_CONSTANT" and not typed:
        yield from _of_constant(part["value"])
    elif kind in OF_MANY or part.get("function_name") in OF_MANY:
        yield from _of_many(part)


def _of_many(part: Node) -> Iterator[Node]:
    """Each argument left out in turn; IN keeps what is looked for."""
    children = part["children"]
    kept = 1 if str(part["type"]).endswith("_IN") else 0
    if len(children) - kept == 1:
        return
    for place in range(kept, len(children)):
        rest = [*children[:place], *children[place + 1 :]]
        yield rest[0] if len(rest) == 1 else {**part, "children": rest}


def _of_between(part: Node) -> Iterator[Node]:
    """Each end left out or moved inwards."""
    for low, high in (
        ("COMPARE_GREATERTHANOREQUALTO", None),
        (None, "COMPARE_LESSTHANOREQUALTO"),
        ("COMPARE_GREATERTHAN", "COMPARE_LESSTHANOREQUALTO"),
        ("COMPARE_GREATERTHANOREQUALTO", "COMPARE_LESSTHAN"),
    ):
        halves = [
            {"class": "COMPARISON", "type": kind, "alias": "", "left": part["input"], "right": part[end]}
            for kind, end in ((low, "lower"), (high, "upper"))
            if kind
        ]
        yield halves[0] if len(halves) == 1 else _of_class("CONJUNCTION", "CONJUNCTION_AND", halves)


def _of_constant(value: Mapping[str, Any]) -> Iterator[Node]:
    kind, held = value["type"]["id"], value.get("value")
    if kind == "INTEGER" and held is not None:
        yield _constant(kind, held + 1)
        yield _constant(kind, held - 1)
    elif kind == "VARCHAR" and held is not None:
        yield _constant(kind, f"{held}~")


def _constant(kind: str, value: object) -> Node:
    held = {"type": {"id": kind, "type_info": None}, "is_null": False, "value": value}
    return {"class": "CONSTANT", "type": "VALUE_CONSTANT", "alias": "", "value": held}


def _of_class(name: str, kind: str, children: list[Node]) -> Node:
    return {"class": name, "type": kind, "alias": "", "children": children}


def _part(connection: duckdb.DuckDBPyConnection, part: Node) -> str:
    """The SQL of a part of a query."""
    if str(part.get("type")).endswith("_NODE"):
        return written(connection, part)
    return written(connection, {**_node(parsed(connection, "select 1")), "select_list": [part]}).removeprefix("SELECT ")


def _node(tree: Any) -> Node:
    assert isinstance(tree, dict)
    return tree
