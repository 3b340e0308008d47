"""Posts that hold cases, the workers who fill them one after another, and which post holds which child.

A child is allocated to a post; the worker is whoever fills the post on the day. When a worker leaves, the post's next
holder takes the cases over, so an open case always has an allocated worker and nobody holds cases after leaving.
"""

from dataclasses import dataclass

import numpy as np

from warehouse.synthetic.arrays import FAR, YEAR, Bools, Floats, Intervals, Ints, Texts, between, chance, expand
from warehouse.synthetic.council import Council, read_data
from warehouse.synthetic.world import World

# Cases that a full-time worker of each service holds on average, from which the number of posts follows.
_CASES = {"ASSESSMENT": 15.0, "LONG_TERM": 17.4, "DISABILITY": 18.5, "CHILDREN_IN_CARE": 16.4, "LEAVING_CARE": 20.5,
          "EARLY_HELP": 15.0, "SAFEGUARDING": 62.0, "OTHER": 160.0}  # fmt: skip
_POSTS_OF_FULL_SIZE = {"FRONT_DOOR": 11, "FOSTERING_ADOPTION": 22, "MANAGEMENT": 9}
ROLES = {"ASSESSMENT": "SOCIAL_WORKER", "LONG_TERM": "SOCIAL_WORKER", "DISABILITY": "SOCIAL_WORKER",
         "CHILDREN_IN_CARE": "SOCIAL_WORKER", "FRONT_DOOR": "SOCIAL_WORKER", "FOSTERING_ADOPTION": "SOCIAL_WORKER",
         "LEAVING_CARE": "PERSONAL_ADVISER", "EARLY_HELP": "EARLY_HELP_WORKER", "SAFEGUARDING": "REVIEWING_OFFICER",
         "MANAGEMENT": "SENIOR_MANAGER", "OTHER": "OTHER"}  # fmt: skip
_REGISTERED = {"SOCIAL_WORKER", "REVIEWING_OFFICER", "TEAM_MANAGER", "SENIOR_MANAGER"}


@dataclass(frozen=True)
class Posts:
    """One row is a funded post."""

    team: Ints  # row of Workers.team_id
    service: Texts
    role: Texts
    fte: Floats
    weight: Floats  # share of the cases that it draws

    def __len__(self) -> int:
        return len(self.team)


@dataclass(frozen=True)
class Workers:
    """One row is one worker: the unbroken time of one person in one post. `end` is FAR for those still there."""

    posts: Posts
    team_id: Texts
    team_name: Texts
    team_service: Texts
    team_parent: Texts
    post: Ints
    start: Ints
    end: Ints
    agency: Bools
    fte: Floats

    def __len__(self) -> int:
        return len(self.post)

    @property
    def team(self) -> Ints:
        return self.posts.team[self.post]

    @property
    def role(self) -> Texts:
        return self.posts.role[self.post]

    @property
    def registered(self) -> Bools:
        """Whether the worker is a registered social worker."""
        return np.isin(self.role, sorted(_REGISTERED))

    def holder(self, post: Ints, day: Ints) -> Ints:
        """The worker in a post on a day, -1 where there is none (no post, or before the posts began)."""
        found = Intervals(self.post, self.start, self.end).holding(np.maximum(post, 0), day)
        return np.where(post < 0, -1, found)

    def manager(self, worker: Ints, day: Ints) -> Ints:
        """The team manager over a worker on a day; nobody manages a manager here."""
        boss = self.manager_of_team(self.team[np.maximum(worker, 0)], day)
        return np.where((worker < 0) | (boss == worker), -1, boss)

    def manager_of_team(self, team: Ints, day: Ints) -> Ints:
        """The manager of a team on a day, -1 where there is none."""
        managers = np.flatnonzero(self.posts.role == "TEAM_MANAGER")
        post = np.full(len(self.team_id), -1)
        post[self.posts.team[managers]] = managers
        return self.holder(post[team], day)

    def at(self, service: str) -> Ints:
        """The case-holding posts of a service."""
        return np.flatnonzero((self.posts.service == service) & (self.posts.role == ROLES[service]))


@dataclass(frozen=True)
class Stays:
    """One row is one child held by one service from a day to a day: the stages that involvements are cut from."""

    child: Ints
    episode: Ints  # -1 where the stage belongs to no referral
    service: Texts
    role: Texts
    start: Ints
    end: Ints
    share: Ints  # rows with the same number get the same post: a family keeps one worker

    def __len__(self) -> int:
        return len(self.child)


def _stage(world: World, rows: Ints, service: Texts | str, role: str, start: Ints, end: Ints, share: Ints) -> Stays:
    n = len(rows)
    names = np.full(n, service) if isinstance(service, str) else service
    kept = (start < end) & (start <= world.council.end)
    stage = Stays(world.episodes.child[rows], rows, names, np.full(n, role), start, end, share)
    return _pick_rows(stage, np.flatnonzero(kept))


def _pick_rows(stays: Stays, rows: Ints) -> Stays:
    return Stays(
        stays.child[rows],
        stays.episode[rows],
        stays.service[rows],
        stays.role[rows],
        stays.start[rows],
        stays.end[rows],
        stays.share[rows],
    )


def join_stays(parts: list[Stays]) -> Stays:
    """Several stages as one."""
    names = ("child", "episode", "service", "role", "start", "end", "share")
    return Stays(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def case_stages(world: World) -> Stays:
    """Who holds a child: the assessment team, then a longer-term team, then children in care; conference chairs and
    reviewing officers beside them, and health visitors for the youngest."""
    e, council = world.episodes, world.council
    rng = council.rng("stages")
    every = np.arange(len(e))
    assessed = e.assessment_start < FAR
    allocated = council.working.after(
        e.referral, np.where(chance(rng, 0.72, len(e)), between(rng, 0, 1, len(e)), between(rng, 2, 4, len(e)))
    )
    stays_on = (e.need_start < FAR) | (e.after_start < FAR) | (e.plan_start < FAR) | (e.care_start < FAR)
    first_need = np.minimum(np.minimum(e.need_start, e.after_start), np.minimum(e.plan_start, e.care_start))
    moves = np.where(
        stays_on, np.maximum(np.minimum(first_need, np.maximum(e.assessment_end, e.referral)), allocated), FAR
    )
    moves = np.where(moves < FAR, moves + between(rng, 0, 9, len(e)), FAR)
    into_care = np.where(
        (e.care_start < FAR) & (e.care_end - e.care_start > 120), np.maximum(e.care_start + 112, moves), FAR
    )
    longer = np.where(world.people.disabled[e.child], "DISABILITY", "LONG_TERM")
    officer = np.minimum(e.care_start + 7, FAR)
    young = np.flatnonzero((world.age(e.child, e.referral) < 5) & assessed & chance(rng, 0.25, len(e)))
    by_course = e.course * 8
    some = np.flatnonzero(assessed)
    return join_stays(
        [
            _stage(world, some, "ASSESSMENT", "CW", allocated[some], np.minimum(moves, e.close)[some], by_course[some]),
            _stage(world, every, longer, "CW", moves, np.minimum(into_care, e.close), by_course + 1),
            _stage(world, every, "CHILDREN_IN_CARE", "CW", into_care, e.close, by_course + 2),
            _stage(world, every, "SAFEGUARDING", "CPC", e.plan_start, e.plan_end, by_course + 3),
            _stage(world, every, "SAFEGUARDING", "IRO", officer, e.care_end, by_course + 3),
            _stage(world, young, "OTHER", "HV", allocated[young] + 5, e.close[young], by_course[young] + 4),
        ]
    )


def early_help_stages(world: World) -> Stays:
    """Who holds a child in early help, one worker for a family."""
    held = world.early_help
    n = len(held)
    return Stays(
        held.child, np.full(n, -1), np.full(n, "EARLY_HELP"), np.full(n, "EH"), held.start, held.end, held.family
    )


def _posts(council: Council, stays: Stays) -> tuple[Posts, list[dict[str, str]]]:
    """Enough posts for the cases, in as many teams as the list names, and a manager for each team."""
    rng = council.rng("posts")
    days = np.linspace(council.start, council.end, 9).astype(np.int64)
    rows = read_data("teams")
    teams: list[dict[str, str]] = []
    team, service, role = [], [], []
    for name in ROLES:
        mine = stays.service == name
        load = float(np.mean([np.sum(mine & (stays.start <= day) & (stays.end > day)) for day in days]))
        wanted = load / _CASES[name] / 0.98 if name in _CASES else _POSTS_OF_FULL_SIZE[name] * council.scale
        posts = max(1, round(wanted))
        named = [row for row in rows if row["service"] == name]
        used = min(len(named), -(-posts // 4))
        first = len(teams)
        teams += named[:used]
        numbers = [first + k % used for k in range(posts)]
        managers = [] if name in ("MANAGEMENT", "OTHER") else [first + k for k in range(used)]
        team += numbers + managers
        service += [name] * (len(numbers) + len(managers))
        role += [ROLES[name]] * len(numbers) + ["TEAM_MANAGER"] * len(managers)
    roles = np.array(role)
    n = len(roles)
    fte = np.where(chance(rng, 0.8, n) | (roles == "TEAM_MANAGER"), 1.0, np.where(chance(rng, 0.5, n), 0.6, 0.8))
    weight = fte * np.exp(rng.normal(0, 0.16, n))
    return Posts(np.array(team), np.array(service), roles, fte, weight), teams


def draw_workers(council: Council, stays: Stays) -> Workers:
    """Posts, and their holders since seven years before the history; agency workers stay shorter and get fewer."""
    posts, teams = _posts(council, stays)
    rng = council.rng("workers")
    long_ago = council.start - round(7 * YEAR)
    rounds = 26
    begin = long_ago - between(rng, 0, 400, len(posts))
    parts: list[tuple[Ints, Ints, Ints, Bools]] = []
    social = posts.role == "SOCIAL_WORKER"
    for _ in range(rounds):
        n = len(posts)
        agency = chance(rng, council.trend(begin, 0.60, 0.44) * np.where(social, 1.0, 0.3), n) & (
            posts.service != "OTHER"
        )
        stay = np.where(agency, 60 + rng.exponential(270, n), 150 + rng.exponential(np.where(social, 1150, 1900), n))
        end = council.working.back(begin + stay.astype(np.int64))
        live = (begin <= council.end) & (end >= council.start - 700)
        rows = np.flatnonzero(live)
        parts.append((rows, begin[rows], np.where(end[rows] <= council.end, end[rows], FAR), agency[rows]))
        begin = np.minimum(end, FAR // 2)
    post, start, finish, agency = (np.concatenate([part[k] for part in parts]) for k in range(4))
    order = np.lexsort((post, start))
    names = {key: np.array([row[key] for row in teams]) for key in ("team_id", "name", "service", "manager")}
    return Workers(
        posts,
        names["team_id"],
        names["name"],
        names["service"],
        names["manager"],
        post[order],
        start[order],
        finish[order],
        agency[order],
        posts.fte[post[order]],
    )


@dataclass(frozen=True)
class Involvements:
    """One row is one worker with one child over time; `stay` is the row of Stays it was cut from."""

    child: Ints
    worker: Ints
    stay: Ints
    start: Ints
    end: Ints
    changed: Bools  # ended because the worker left

    def __len__(self) -> int:
        return len(self.child)


def allocate(council: Council, workers: Workers, stays: Stays) -> tuple[Involvements, Ints]:
    """Cuts every stage at the days on which the post changed hands. Also gives the post of each stage."""
    rng = council.rng("allocation")
    post = np.full(len(stays), -1)
    for service in ROLES:
        rows = np.flatnonzero(stays.service == service)
        choices = workers.at(service)
        share = np.cumsum(workers.posts.weight[choices])
        luck = rng.random(int(stays.share.max(initial=0)) + 1)
        post[rows] = choices[
            np.searchsorted(share / share[-1], luck[stays.share[rows]], side="right").clip(0, len(choices) - 1)
        ]
    order = np.lexsort((workers.start, workers.post))
    key = workers.post[order] * 2 * FAR + workers.start[order]
    first = np.searchsorted(key, post * 2 * FAR + stays.start, side="right") - 1
    first = np.maximum(first, np.searchsorted(key, post * 2 * FAR, side="left"))
    last = np.searchsorted(key, post * 2 * FAR + np.minimum(stays.end - 1, council.end), side="right") - 1
    stay, position = expand(np.maximum(last - first + 1, 0))
    worker = order[first[stay] + position]
    start = np.maximum(stays.start[stay], workers.start[worker])
    end = np.minimum(stays.end[stay], workers.end[worker])
    keep = (start <= end) & (start <= council.end) & (end >= council.start - 500)
    stay, worker, start, end = stay[keep], worker[keep], start[keep], end[keep]
    changed = (workers.end[worker] == end) & (end < stays.end[stay])
    return Involvements(stays.child[stay], worker, stay, start, end, changed), post
