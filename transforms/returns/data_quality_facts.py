"""What the data-quality workbook and fix lists say: each rule with its findings' life and its effect on the return."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue, Measure
from transforms.returns.context import ReturnContext
from transforms.returns.figures import Rule, query, read_rules, rows
from transforms.trust import trust

SEVERITIES = ("critical", "major", "minor")
_HEADLINE_AUDIENCES = {"board", "ofsted"}


@dataclass(frozen=True)
class Life:
    """How many findings of a rule stand, and what became of them since the last load and since the last quarter.

    `new`, `still_open` and `came_back` stand and add up to `standing`; `oldest` is the age in days of the oldest.
    """

    standing: int = 0
    waived: int = 0
    waived_until: date | None = None
    new: int = 0
    still_open: int = 0
    came_back: int = 0
    fixed: int = 0
    quarter_new: int = 0
    quarter_open: int = 0
    quarter_came_back: int = 0
    quarter_fixed: int = 0
    oldest: int | None = None

    @property
    def all_waived(self) -> bool:
        return self.standing > 0 and self.waived == self.standing


@dataclass(frozen=True)
class Effect:
    """How many records of the quarter's headline measures a rule touches, each once; and by measure, the most first."""

    records: int = 0
    by_measure: tuple[tuple[Measure, int, int], ...] = ()

    @property
    def worst(self) -> str:
        """The measure with the largest share touched: `Re-referrals within 12 months: 3 of 120 records (2.5%)`."""
        if not self.by_measure:
            return ""
        measure, touched, counted = max(self.by_measure, key=lambda each: (each[1] / each[2], each[1]))
        return f"{measure.title}: {touched:,} of {counted:,} records ({100 * touched / counted:.1f}%)"


@dataclass(frozen=True)
class Fault:
    """One rule of the load: its findings' life, whose they are (team and number, the most first), and its effect.

    `measures` are the headline measures that it could move: they read what the rule is about.
    """

    rule: Rule
    life: Life
    effect: Effect = Effect()
    measures: tuple[Measure, ...] = ()
    teams: tuple[tuple[str, int], ...] = ()

    @property
    def not_run(self) -> bool:
        return self.rule.status == "not_run"

    @property
    def place(self) -> tuple[int, int, int, int, str]:
        """Where it stands among what to put right: what blocks the return, what was waived, then what moves most."""
        if self.rule.severity == "critical":
            group = 1 if self.life.all_waived else 0
        else:
            group = 3 if self.life.all_waived else 2
        return group, -self.effect.records, -len(self.measures), -self.life.standing, self.rule.rule


@dataclass(frozen=True)
class Facts:
    """All that the sheets say but the findings themselves; `last_quarter` is the day of the load compared with."""

    faults: tuple[Fault, ...]
    by_team: Mapping[str, tuple[Fault, ...]]
    standing_by_team: Mapping[str, int]
    standing: int
    last_load: date | None
    last_quarter: date | None


def fix_first(faults: Sequence[Fault]) -> list[Fault]:
    """What to put right first: critical rules with findings, and major ones that can move a headline measure."""
    standing = [fault for fault in faults if fault.life.standing]
    chosen = [f for f in standing if f.rule.severity == "critical" or (f.rule.severity == "major" and f.measures)]
    return sorted(chosen, key=lambda fault: fault.place)


def read_facts(connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue) -> Facts:
    """Reads the life of every finding into the temporary table `finding_life`, and sums it up by rule and team."""
    connection.execute(query("finding_life"), {"load_id": context.load_id})
    headline = tuple(m for m in catalogue.measures.values() if _HEADLINE_AUDIENCES & set(m.audiences))
    rules = read_rules(connection, context.load_id)
    lives = _lives(connection)
    effects = _effects(connection, context, catalogue, headline)
    teams: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (team, name), life in lives.items():
        if team is not None and life.standing:
            teams[name].append((team, life.standing))
    measures = {id(rule): tuple(m for m in headline if rule.touches(m)) for rule in rules}

    def fault(rule: Rule, team: str | None) -> Fault:
        whose = tuple(sorted(teams[rule.rule], key=lambda each: (-each[1], each[0]))) if team is None else ()
        life, effect = lives.get((team, rule.rule), Life()), effects.get((team, rule.rule), Effect())
        return Fault(rule, life, effect, measures[id(rule)], whose)

    standing_by_team = {row["team"]: row["standing"] for row in rows(connection, "teams")}
    since = rows(connection, "life_since", load_id=context.load_id)[0]
    return Facts(
        faults=tuple(fault(rule, None) for rule in rules),
        by_team={
            team: tuple(fault(rule, team) for rule in rules if (team, rule.rule) in lives) for team in standing_by_team
        },
        standing_by_team=standing_by_team,
        standing=since["standing"],
        last_load=since["last_load"],
        last_quarter=since["last_quarter"],
    )


def _lives(connection: DuckDBPyConnection) -> dict[tuple[str | None, str], Life]:
    """By team (None: all of them) and rule. A rule whose severity changed since the last load counts as one."""
    found: dict[tuple[str | None, str], Life] = {}
    for row in rows(connection, "rule_life"):
        key = row.pop("team"), row.pop("rule")
        found[key] = Life(**row)
    return found


def _effects(
    connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue, headline: Sequence[Measure]
) -> dict[tuple[str | None, str], Effect]:
    """By team (None: all of them) and rule, over the own window of each headline measure."""
    period = context.quarter.label
    counted = {key: found.records for key, found in trust(connection, catalogue, period).items() if found.records}
    starts: dict[str, date] = {}
    for measure in headline:
        own = [start for name, start in counted if name == measure.id]
        if own:
            starts[measure.id] = (min if measure.kind.startswith("rolling") else max)(own)
    given = {"period": period, "measures": list(starts), "starts": list(starts.values())}
    whole: dict[tuple[str | None, str], int] = {}
    parts: dict[tuple[str | None, str], list[tuple[Measure, int, int]]] = defaultdict(list)
    for row in rows(connection, "touched", **given):
        key, name = (row["team"], row["rule"]), row["measure"]
        if name is None:
            whole[key] = row["records"]
        else:
            parts[key].append((catalogue.measures[name], row["records"], counted[name, starts[name]]))
    return {
        key: Effect(records, tuple(sorted(parts[key], key=lambda each: (-each[1] / each[2], each[0].title))))
        for key, records in whole.items()
    }
