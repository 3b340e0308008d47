"""The world with its staff and its care: everything that a table can be written from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from warehouse.synthetic.arrays import Bools, Intervals, Ints, Texts, age, birthday, chance
from warehouse.synthetic.care import Periods, Placements, draw_periods, draw_placements
from warehouse.synthetic.care_legal import CareEpisodes, LegalStatuses, cut_episodes, draw_legal
from warehouse.synthetic.council import Council
from warehouse.synthetic.leavers import Leavers, draw_leavers
from warehouse.synthetic.workforce import (
    Involvements,
    Stays,
    Workers,
    allocate,
    case_stages,
    draw_workers,
    early_help_stages,
    join_stays,
)
from warehouse.synthetic.world import World, draw_world


@dataclass(frozen=True)
class Scene:
    """The council at work."""

    council: Council
    world: World
    periods: Periods
    placements: Placements
    legal: LegalStatuses
    care_episodes: CareEpisodes
    leavers: Leavers
    stays: Stays
    workers: Workers
    involvements: Involvements
    stay_post: Ints
    has_plan: Bools  # children with an education, health and care plan

    @cached_property
    def case_involvements(self) -> Ints:
        """Rows of the involvements of allocated case workers."""
        return np.flatnonzero(self.stays.role[self.involvements.stay] == "CW")

    @cached_property
    def _by_child(self) -> Intervals:
        rows = self.case_involvements
        return Intervals(self.involvements.child[rows], self.involvements.start[rows], self.involvements.end[rows])

    def case_worker(self, child: Ints, day: Ints) -> Ints:
        """The allocated worker on a day, else the next to be allocated; -1 where there never was one."""
        at = np.minimum(day, self.council.end)
        held = self._by_child.holding(child, at)
        held = np.where(held >= 0, held, self._by_child.next(child, at))
        workers = self.involvements.worker[self.case_involvements]
        return np.where(held >= 0, workers[held], -1) if len(workers) else held

    def team(self, worker: Ints) -> Ints:
        """The worker's team, -1 for nobody."""
        return np.where(worker >= 0, self.workers.team[np.maximum(worker, 0)], -1)

    def team_ids(self, worker: Ints) -> Texts:
        """The worker's team's id, blank for nobody."""
        return np.where(worker >= 0, self.workers.team_id[self.workers.team[np.maximum(worker, 0)]], "")

    @cached_property
    def in_care(self) -> Intervals:
        """Look-up of the period of care open for a child on a day."""
        return Intervals(self.periods.child, self.periods.start, self.periods.end)

    @cached_property
    def placed(self) -> Intervals:
        """Look-up of the placement of a child on a day."""
        return Intervals(self.periods.child[self.placements.period], self.placements.start, self.placements.end)

    @cached_property
    def quarter_ends(self) -> Ints:
        """Last days of the quarters that ended in the history."""
        months = np.arange(self.council.start, self.council.end + 1).astype("datetime64[D]")
        last = (months.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
        ends = np.unique(last.astype(np.int64))
        ends = ends[(ends <= self.council.end) & (ends >= self.council.start)]
        month = ends.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
        return np.asarray(ends[month % 3 == 0])


def draw_scene(council: Council) -> Scene:
    """Everything, in the order in which one thing follows from another."""
    world = draw_world(council)
    periods = draw_periods(world)
    placements = draw_placements(council, periods)
    legal = draw_legal(council, periods)
    care_episodes = cut_episodes(council, periods, placements, legal)
    leavers = draw_leavers(council, periods, placements)
    stays = join_stays([case_stages(world), early_help_stages(world), leavers.stays(council)])
    workers = draw_workers(council, stays)
    involvements, stay_post = allocate(council, workers, stays)
    rng = council.rng("education plans")
    people = world.people
    old_enough = (age(people.born, council.end) >= 3) & (council.end < birthday(people.born, 25))
    plan = old_enough & chance(rng, np.where(people.disabled, 0.75, 0.045), len(people))
    return Scene(
        council,
        world,
        periods,
        placements,
        legal,
        care_episodes,
        leavers,
        stays,
        workers,
        involvements,
        stay_post,
        plan,
    )
