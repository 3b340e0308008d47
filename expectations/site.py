"""The validation folder of a load: pages that anyone may read, since they hold counts and no personal data.

`index.html` says first whether the return may go; `rules/<rule>.html` tells of one rule, `rules/index.html` lists them.
Every page stands by itself: no script, no picture, font or style from elsewhere. Great Expectations' own Data Docs need
outside hosts and show cell values, so the pages are made here with Jinja2.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from expectations.site_charts import bars, line
from expectations.site_page import Burndown, Page, RuleLine, read_page, share
from warehouse.schema import load_schema

__all__ = ["read_page", "write_site"]

# A page that anyone can open on an old machine: what is longer is in the list of all rules, and the page says so.
LIMITS = {"most_rules": 400, "most_by_reason": 40, "most_new": 20, "most_behind": 5, "most_loads": 12}


def write_site(
    connection: duckdb.DuckDBPyConnection, load_id: str, folder: Path, authority_name: str = "", version: str = ""
) -> Path:
    """Writes the pages of a load from what its checks left in the warehouse; returns the path of `index.html`.

    `staging` holds the load still. The same load gives the same bytes. Nothing on the pages comes from a cell of the
    data. Pages of rules that have nothing to say any more are removed.
    """
    page = read_page(connection, load_id, load_schema(), authority_name, version)
    rules = folder / "rules"
    rules.mkdir(parents=True, exist_ok=True)
    written = set()
    for name, html in render(page):
        path = folder / name
        path.write_text(html, encoding="utf-8", newline="\n")
        written.add(path)
    for left_over in sorted(set(rules.glob("*.html")) - written):
        left_over.unlink()
    return folder / "index.html"


def render(page: Page) -> Iterator[tuple[str, str]]:
    """Each page of the folder: its path in it, with forward slashes, and its text."""
    environment = _environment()
    environment.tests["listed"] = page.is_listed
    style = (files("expectations") / "templates" / "validation.css").read_text(encoding="utf-8")
    given = {"page": page, "style": style, **LIMITS}
    listed = environment.get_template("rules.html")
    yield "index.html", environment.get_template("validation.html").render(given)
    yield "rules/index.html", listed.render(given)
    template = environment.get_template("rule.html")
    for rule in page.rules:
        if rule.id in page.paged:
            yield f"rules/{rule.id}.html", template.render({**given, **_of_rule(page, rule)})


def _of_rule(page: Page, rule: RuleLine) -> dict[str, object]:
    """What the page of one rule shows beside its own line."""
    entry = page.catalogue.get(rule.id)
    own = (f"{rule.table}.{rule.column}",) if rule.column else ()
    columns = entry.columns if entry else own
    touched = page.effects.touched_by(columns, rule.table)
    found = page.effects.of_rule(rule.id)
    return {
        "rule": rule,
        "trend": page.trends.get(rule.id),
        "columns": columns,
        "owner": entry.owner if entry else "",
        "touched": touched,
        "counted": list(found.values()),
        "others": [title for measure, title in touched if measure not in found],
        "waivers": [waiver for waiver in page.waivers if waiver.rule == rule.id],
        "ended": [entry for entry in page.verdict.ended if entry[0] == rule.id],
    }


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("expectations", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        number=lambda number: f"{number:,}",
        day=day,
        share=share,
        bars=bars,
        line=line,
        standing=standing,
        capitalize_first=lambda text: text[:1].upper() + text[1:],
    )
    return environment


def day(when: date) -> str:
    """`5 October 2026`."""
    return f"{when.day} {when:%B %Y}"


def standing(loads: Sequence[Burndown], severity: str) -> list[int]:
    """The findings of a severity that stood after each load."""
    return [load.counts[severity][0] for load in loads]
