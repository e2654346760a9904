import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from kernelview.ui.banks.content import ROW, BanksContent, Spot
from kernelview.ui.banks.ordering import (
    crossings,
    group_ranks,
    learned_order,
    partners_of,
    uncrossed,
)
from kernelview.ui.banks.spacing import along, cut_line, part_within, spread
from kernelview.ui.banks.steps import step_to
from tests.ui.banks.samples import Join, comparison

JOINS = st.lists(
    st.none() | st.tuples(st.integers(0, 6), st.floats(0.01, 1.0)), min_size=1, max_size=12
)


def closed(joins: list[Join]) -> list[Join]:
    """Every hand-made kernel is somebody's nearest, as in a real comparison."""
    used = sorted({join[0] for join in joins if join is not None})
    return [None if join is None else (used.index(join[0]), join[1]) for join in joins]


@given(JOINS, st.sampled_from(("score", "place", "match", "likeness")))
def test_every_order_has_each_kernel_once(joins: list[Join], order: str) -> None:
    pairings = comparison(closed(joins)).pairings
    groups = (tuple(range(0, len(joins), 2)), tuple(range(1, len(joins), 2)))
    assert sorted(learned_order(pairings, order, groups)) == [*range(len(joins))]  # type: ignore[arg-type]


def test_the_best_come_first_and_those_like_none_last() -> None:
    pairings = comparison([(0, 0.5), None, (1, 0.9), (0, 0.7)]).pairings
    assert learned_order(pairings, "score") == (2, 3, 0, 1)
    assert learned_order(pairings, "place") == (0, 1, 2, 3)
    assert learned_order(pairings, "match") == (3, 0, 2, 1)


def test_groups_stay_together_with_their_best_first() -> None:
    pairings = comparison([(0, 0.5), (1, 0.6), (1, 0.9), (0, 0.7)]).pairings
    assert learned_order(pairings, "likeness", ((0, 3), (1, 2))) == (3, 0, 2, 1)


def test_groups_of_several_are_told_by_their_ranks() -> None:
    assert group_ranks(((4, 1, 2), (0, 3), (5,))) == ((0, 2), (3, 4))
    assert group_ranks(()) == ()


def test_likeness_is_by_score_while_the_groups_are_not_known() -> None:
    pairings = comparison([(0, 0.5), (1, 0.6)]).pairings
    assert learned_order(pairings, "likeness") == (1, 0)


def test_partners_are_told_with_the_best_first() -> None:
    pairings = comparison([(0, 0.5), (1, 0.6), (0, 0.9), None]).pairings
    assert partners_of(pairings, 2) == ((2, 0), (1,))


@given(st.permutations(range(8)))
def test_no_lines_cross_where_each_kernel_has_one(ranks: list[int]) -> None:
    joined = [[rank] for rank in ranks]
    assert crossings(joined, uncrossed(joined)) == 0


@given(JOINS)
def test_no_lines_cross_in_the_order_by_match(joins: list[Join]) -> None:
    shown = comparison(closed(joins))
    content = BanksContent(shown, learned_order(shown.pairings, "match"))
    ranks = np.argsort(content.order)
    joined = [[int(ranks[one]) for one in each] for each in content.partners]
    assert crossings(joined, content.made_order) == 0


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=1, max_size=6))
def test_crossings_are_those_counted_one_by_one(ranks: list[list[int]]) -> None:
    lines = [(place, rank) for place, each in enumerate(ranks) for rank in each]
    counted = sum(one[0] < other[0] and one[1] > other[1] for one in lines for other in lines)
    assert crossings(ranks, range(len(ranks))) == counted


@given(st.lists(st.floats(-50, 500), max_size=12), st.floats(0, 20))
def test_kernels_stand_apart_and_inside(wanted: list[float], step: float) -> None:
    places = spread(wanted, step=step, first=10.0, last=10.0 + 20.0 * len(wanted))
    assert np.all(np.diff(places) >= step - 1e-9)
    assert np.all((places >= 10.0 - 1e-9) & (places <= 10.0 + 20.0 * len(wanted) + 1e-9))


def test_kernels_that_have_room_stand_where_they_want() -> None:
    wanted = [10.0, 40.0, 90.0]
    assert spread(wanted, step=20.0, first=0.0, last=100.0).tolist() == wanted


def test_two_that_want_one_place_stand_either_side_of_it() -> None:
    assert spread([50.0, 50.0], step=20.0, first=0.0, last=100.0).tolist() == [40.0, 60.0]


@given(JOINS)
def test_hand_made_kernels_stand_within_the_drawing_and_apart(joins: list[Join]) -> None:
    shown = comparison(closed(joins))
    content = BanksContent(shown, learned_order(shown.pairings, "score"))
    middles = np.sort(content.made_middles)
    assert np.all(np.diff(middles) >= ROW - 1e-6)
    if len(middles):
        assert middles[0] >= ROW / 2 - 1e-6
        assert middles[-1] <= content.height - ROW / 2 + 1e-6


def test_lines_leave_and_come_in_level_and_never_turn_back() -> None:
    come = along(np.linspace(0, 1, 50))
    assert come[0] == 0
    assert come[-1] == 1
    assert np.all(np.diff(come) >= 0)
    assert come[1] < 0.01
    assert along(0.5) == 0.5


@given(
    st.floats(-2000, 2000),
    st.floats(-2000, 2000),
    st.floats(-2000, 2000),
)
def test_the_part_of_a_line_that_is_seen_ends_where_the_view_does(
    start: float, stop: float, top: float
) -> None:
    bottom = top + 300.0
    if max(start, stop) < top or min(start, stop) > bottom or abs(stop - start) < 1:
        return
    first, last = part_within(start, stop, top, bottom)
    points = cut_line(10.0, 90.0, start, stop, first, last)
    ends = sorted((points[0][1], points[-1][1]))
    assert ends[0] == pytest.approx(max(min(start, stop), top), abs=1)
    assert ends[1] == pytest.approx(min(max(start, stop), bottom), abs=1)
    for x, y in (points[0], points[-1]):
        assert start + (stop - start) * along((x - 10) / 80) == pytest.approx(y, abs=1)


def test_a_level_line_is_seen_whole() -> None:
    assert part_within(50.0, 50.0, 0.0, 100.0) == (0.0, 1.0)


def test_a_hand_made_kernel_stands_by_those_that_are_more_than_chance() -> None:
    shown = comparison([(0, 0.9), (0, 0.95), (0, 0.1), (1, 0.2), (1, 0.3)])
    content = BanksContent(shown, (0, 1, 2, 3, 4))
    assert content.made_middles.tolist() == [ROW, content.learned_middles[4]]


def test_kernels_that_want_one_place_stand_a_row_apart() -> None:
    shown = comparison([(0, 0.9), (1, 0.9), (0, 0.9)])
    content = BanksContent(shown, (0, 1, 2))
    assert np.diff(np.sort(content.made_middles)).tolist() == [ROW]


def test_of_lines_that_only_pass_by_those_more_than_chance_are_seen() -> None:
    weak, strong = 0.3, 0.9
    joins = [
        (0, strong),
        (0, weak),
        *((1 + place, 0.5) for place in range(40)),
        (0, 0.91),
        (0, 0.1),
    ]
    content = BanksContent(comparison(joins), tuple(range(len(joins))))
    made = content.made_middles[0]
    between = (made + 3 * ROW, made + 4 * ROW)
    assert {0, 1, 42, 43} & set(content.seen_lines(*between, 0.0)) == {42}
    assert {0, 1, 42, 43} <= set(content.seen_lines(0.0, content.height, 0.0))


def test_the_keys_stay_where_nothing_is_on_the_other_side() -> None:
    content = BanksContent(comparison([(0, 0.9), None]), (0, 1))
    dead = Spot("learned", 1)
    assert step_to(Qt.Key.Key_Left, content, dead, page=3) == dead
    assert step_to(Qt.Key.Key_A, content, dead, page=3) is None
    assert step_to(Qt.Key.Key_End, content, None, page=3) == dead
