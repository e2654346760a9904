"""Where points go: apart from one another, overlays beside what they are compared with."""

from dataclasses import replace
from math import inf, isnan, log10, nan, ulp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.learn.experiments import Plot, Series
from kernelview.usecases.plot_layout import Overlay, lay_out
from kernelview.usecases.plot_ticks import even_ticks, log_ticks, number_words, x_ticks, y_ticks
from tests.usecases.plot_samples import ABLATION, BANKS, EARLIER_BANKS, HUNGER


def test_a_named_place_keeps_its_place() -> None:
    found = lay_out(BANKS)
    assert [one.x for one in found.series] == [(0.0,), (1.0,)]
    assert found.ticks == BANKS.ticks


def test_what_lies_over_is_found_by_its_name_and_moved_aside() -> None:
    found = lay_out(BANKS, [Overlay("earlier", EARLIER_BANKS)])
    assert found.ticks == ("by hand", "random", "learned")
    by_place = {(one.label, one.overlay): one for one in found.series}
    assert by_place["by hand", 1].places == (0.0,)
    assert by_place["learned", 1].places == (2.0,)
    now, before = by_place["by hand", 0].x[0], by_place["by hand", 1].x[0]
    assert -0.5 < now < 0 < before < 0.5
    assert [by_place["by hand", lane].marker for lane in (0, 1)] == [0, 1]


def test_many_overlays_stay_within_their_place() -> None:
    found = lay_out(BANKS, [Overlay(f"{place}", EARLIER_BANKS) for place in range(12)])
    for series in found.series:
        assert abs(series.x[0] - series.places[0]) <= 0.25 + 1e-9


def test_a_logarithmic_axis_has_logarithms_and_tells_the_counts() -> None:
    found = lay_out(HUNGER)
    first, second = found.series
    assert first.places == (25.0, 100.0, 400.0)
    # The two are drawn beside one another, around the count.
    for place, one, other in zip(first.places, first.x, second.x, strict=True):
        assert (one + other) / 2 == pytest.approx(log10(place))
        assert one < other
    assert second.points == (0, 2)
    assert first.intervals == (0, 2)


def test_joined_lines_of_one_name_share_their_place() -> None:
    found = lay_out(HUNGER, [Overlay("earlier", HUNGER)])
    assert found.series[0].x == found.series[2].x
    assert found.series[0].marker == found.series[2].marker


def test_free_points_of_all_results_are_told_apart() -> None:
    found = lay_out(ABLATION, [Overlay("earlier", ABLATION)])
    assert len({one.x[0] for one in found.series}) == 4
    assert len({one.marker for one in found.series}) == 4


def test_the_axis_reaches_all_points_intervals_and_the_baseline() -> None:
    low, high = lay_out(BANKS).y_span
    assert low < 0.8
    assert high > 0.92
    low, high = lay_out(replace(BANKS, baseline=0.1)).y_span
    assert low < 0.1


def test_overlays_are_reached_too() -> None:
    assert lay_out(BANKS, [Overlay("earlier", EARLIER_BANKS)]).y_span[1] > 0.96


@pytest.mark.parametrize("is_log", [False, True])
def test_what_cannot_be_drawn_is_no_point(is_log: bool) -> None:
    values = (nan, inf, -inf, 2.0)
    series = Series("s", 0, (1.0, 2.0, 3.0, 4.0), values, values, values)
    plot = Plot("p", "t", "x", "y", (series,), is_log_y=is_log)
    (drawn,) = lay_out(plot).series
    assert drawn.points == (3,)
    below = replace(series, y=(0.0, -1.0, 1.0, 2.0))
    (drawn,) = lay_out(replace(plot, series=(below,))).series
    assert drawn.points == ((2, 3) if is_log else (0, 1, 2, 3))


def test_a_place_without_a_name_is_not_drawn() -> None:
    series = Series("s", 0, (0.0, 7.0, -1.0), (1.0, 1.0, 1.0), (nan,) * 3, (nan,) * 3)
    (drawn,) = lay_out(replace(BANKS, series=(series,))).series
    assert drawn.points == (0,)
    assert isnan(drawn.x[1])


# Ticks


def test_shares_are_marked_in_per_cent_and_counts_with_thousands() -> None:
    assert [text for _, text in even_ticks((0.84, 0.98), most=8, is_share=True)] == [
        "84 %", "86 %", "88 %", "90 %", "92 %", "94 %", "96 %", "98 %",
    ]  # fmt: skip
    assert [text for _, text in log_ticks((log10(25), log10(4000)), most=10)] == [
        "50", "100", "200", "500", "1,000", "2,000",
    ]  # fmt: skip


def test_kernels_are_whole_numbers() -> None:
    texts = [text for _, text in x_ticks(ABLATION, (-0.3, 1.3), 16)]
    assert texts == ["0", "1"]


def test_a_change_is_written_with_a_real_minus_and_never_minus_nothing() -> None:
    texts = [text for _, text in y_ticks(ABLATION, (-0.011, 0.006), 4)]
    assert texts == ["−1.0 %", "−0.5 %", "0.0 %", "0.5 %"]
    assert number_words(-0.0001, is_share=True, decimals=1) == "0.0 %"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (1250.0, "1,250"), (-0.5, "−0.5"), (3e-9, "3e-09"), (nan, "–"), (inf, "–")],
)
def test_numbers_are_written_as_they_are_read(value: float, words: str) -> None:
    assert number_words(value) == words


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 12))
def test_even_ticks_lie_within_their_span_and_are_few(low: float, wide: float, most: int) -> None:
    ticks = even_ticks((low, low + wide), most=most)
    assert len(ticks) <= most + 1
    # Far from 0 a float is coarser than a narrow span's millionth.
    slack = wide * 1e-6 + 4 * ulp(abs(low) + wide)
    assert all(low - slack <= place <= low + wide + slack for place, _ in ticks)


@given(st.floats(-250, 250), st.floats(0.001, 20), st.integers(2, 12))
def test_logarithmic_ticks_lie_within_their_span_and_are_few(
    low: float, wide: float, most: int
) -> None:
    ticks = log_ticks((low, low + wide), most=most)
    assert len(ticks) <= most + 1
    assert all(low - 0.01 <= place <= low + wide + 0.01 for place, _ in ticks)
