"""How the benchmarks time, and how they tell it."""

import time
from itertools import count

import pytest

from tests.benchmarks.timing import Measured, measure, ratio_span, table


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still unless a contestant moves its hand."""
    hand = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: hand[0])
    return hand


def test_everyone_has_as_many_turns_and_starts_as_often(clock: list[float]) -> None:
    order: list[str] = []

    def contestant(name: str, seconds: float) -> None:
        order.append(name)
        clock[0] += seconds

    calls = {"ours": lambda: contestant("ours", 0.1), "theirs": lambda: contestant("theirs", 0.3)}
    measured = measure("case", calls, rounds=8, seconds=9.0)
    assert measured.milliseconds == pytest.approx({"ours": 100, "theirs": 300})
    assert measured.ratios == pytest.approx({"theirs": 3.0})
    assert measured.turns == {"ours": 8, "theirs": 8}
    assert sorted(order[::2]) == ["ours"] * 4 + ["theirs"] * 4


def test_who_has_spent_its_time_leaves_and_the_others_go_on(clock: list[float]) -> None:
    def spend(seconds: float) -> None:
        clock[0] += seconds

    calls = {"ours": lambda: spend(0.1), "slow": lambda: spend(5.0)}
    measured = measure("case", calls, rounds=7, seconds=2.0)
    assert measured.turns == {"ours": 7, "slow": 3}
    assert "slow" not in measured.spans


def test_near_the_limit_turns_go_on_until_noise_hides_it_no_more(clock: list[float]) -> None:
    ticks = count()

    def wavering() -> None:
        number = next(ticks)
        clock[0] += 0.101 if number >= 7 or number % 2 else 0.08

    def steady() -> None:
        clock[0] += 0.1

    measured = measure("case", {"ours": wavering, "theirs": steady}, rounds=7, limit=1.1)
    assert 7 < measured.turns["ours"] == measured.turns["theirs"] < 31
    low, high = measured.spans["theirs"]
    assert low <= high < 1.1


def test_far_from_the_limit_nothing_is_repeated(clock: list[float]) -> None:
    def spend(seconds: float) -> None:
        clock[0] += seconds

    calls = {"ours": lambda: spend(0.1), "theirs": lambda: spend(0.2)}
    assert measure("case", calls, rounds=7, limit=1.1).turns["ours"] == 7


def test_what_prepares_a_contestant_is_not_timed(clock: list[float]) -> None:
    def spend(seconds: float) -> None:
        clock[0] += seconds

    prepared = {"theirs": lambda: spend(9.0)}
    calls = {"ours": lambda: spend(0.1), "theirs": lambda: spend(0.2)}
    measured = measure("case", calls, rounds=3, prepare=prepared)
    assert measured.milliseconds["theirs"] == pytest.approx(200)


def test_a_span_leaves_out_as_many_outliers_as_chance_allows() -> None:
    ours = [1.0] * 15
    theirs = [2.0] * 12 + [9.0, 0.1, 7.0]
    assert ratio_span(ours, theirs) == (2.0, 2.0)
    assert ratio_span(ours[:7], theirs[-7:]) == (0.1, 9.0)


def test_a_table_says_who_was_not_measured() -> None:
    first = Measured("one", {"ours": 2.0, "theirs": 5.0}, note="direct")
    second = Measured("two", {"ours": 1.0, "other": 0.5})
    lines = table("Title", [first, second]).splitlines()
    assert lines[0] == "Title"
    assert lines[2].split() == ["one", "2.00", "5.00", "(2.50x)", "-", "direct"]
    assert lines[3].split() == ["two", "1.00", "-", "0.50", "(0.50x)"]
