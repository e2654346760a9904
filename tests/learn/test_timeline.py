from math import isnan

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kernelview.learn.learned import KernelLayer
from kernelview.learn.run_record import Snapshot
from kernelview.learn.timeline import Timeline


def layers(value: float, *, units: int = 1) -> tuple[KernelLayer, ...]:
    kernels = np.full((3, 3, 1, units), value, np.float32)
    return (KernelLayer("conv1", kernels, np.zeros(units, np.float32), "relu"),)


SIZE = 4 * (9 + 1)


def snapshot(batch: int, epoch: int = 1) -> Snapshot:
    return Snapshot(batch, epoch, (), 1.0 / batch, 0.5)


def record(timeline: Timeline, gaps: list[int], batches: int) -> list[tuple[int, int]]:
    """Add a moment after each gap, epochs of so many batches; return all batches and epochs."""
    added, batch = [], 0
    for gap in gaps:
        # As a training does: an epoch's last batch is never left out.
        batch = min(batch + gap, (batch // batches + 1) * batches)
        epoch = (batch - 1) // batches + 1
        timeline.add(snapshot(batch, epoch), layers(batch))
        added.append((batch, epoch))
    return added


GAPS = st.lists(st.integers(1, 9), min_size=1, max_size=150)


@given(GAPS, st.integers(1, 40), st.integers(1, 30))
def test_there_are_never_more_moments_than_allowed(
    gaps: list[int], batches: int, most: int
) -> None:
    timeline = Timeline(most_moments=most)
    timeline.begin(layers(0))
    for gap in gaps:
        record(timeline, [gap], batches)
        assert len(timeline) <= max(1, most)


@given(GAPS, st.integers(1, 40), st.integers(1, 20 * SIZE))
def test_the_moments_never_take_more_bytes_than_allowed_unless_there_is_one(
    gaps: list[int], batches: int, most: int
) -> None:
    timeline = Timeline(most_bytes=most)
    record(timeline, gaps, batches)
    assert timeline.size <= most or len(timeline) == 1
    assert timeline.size == sum(moment.size for moment in timeline.moments) == SIZE * len(timeline)


@given(GAPS, st.integers(1, 40), st.integers(2, 30))
def test_moments_are_in_order_and_hold_their_own_kernels(
    gaps: list[int], batches: int, most: int
) -> None:
    timeline = Timeline(most_moments=most)
    added = record(timeline, gaps, batches)
    kept = [(moment.batch, moment.epoch) for moment in timeline.moments]
    assert kept == sorted(set(kept))
    assert set(kept) <= set(added)
    for moment in timeline.moments:
        assert (moment.layers[0].kernels == moment.batch).all()


@given(GAPS, st.integers(4, 40), st.integers(2, 30))
def test_the_first_and_the_newest_moment_stay(gaps: list[int], batches: int, most: int) -> None:
    timeline = Timeline(most_moments=most)
    timeline.begin(layers(0))
    added = record(timeline, gaps, batches)
    assert timeline.moments[0].batch == 0
    assert timeline.moments[-1].batch == added[-1][0]


@given(GAPS, st.integers(10, 40))
def test_the_ends_of_epochs_stay_while_there_is_room_for_them(
    gaps: list[int], batches: int
) -> None:
    timeline = Timeline(most_moments=2 * (9 * 150 // 10 + 2))
    added = record(timeline, [*gaps, *[9] * 60], batches)
    ends = {batch for batch, _ in added if batch % batches == 0}
    assert ends <= {moment.batch for moment in timeline.moments}


def test_the_ends_of_epochs_stay_when_others_have_to_go() -> None:
    timeline = Timeline(most_moments=60)
    record(timeline, [1] * 300, 10)
    kept = [moment.batch for moment in timeline.moments]
    assert [batch for batch in kept if batch % 10 == 0] == list(range(10, 301, 10))
    assert 30 < len(kept) <= 60


def test_what_is_thinned_out_stays_even() -> None:
    timeline = Timeline(most_moments=50)
    timeline.begin(layers(0))
    record(timeline, [1] * 1000, 10_000)
    batches = np.array([moment.batch for moment in timeline.moments])
    gaps = np.diff(batches)[:-1]
    assert 25 <= len(batches) <= 50
    assert gaps.max() <= 2 * gaps.min()


def test_a_training_that_goes_on_is_counted_on() -> None:
    timeline = Timeline()
    record(timeline, [5, 5], 100)
    timeline.add(snapshot(3, 1), layers(13))
    timeline.add(snapshot(6, 2), layers(16))
    assert [moment.batch for moment in timeline.moments] == [5, 10, 13, 16]


def test_the_same_batch_again_replaces_the_moment() -> None:
    timeline = Timeline()
    timeline.add(snapshot(5), layers(1))
    timeline.add(snapshot(5), layers(2))
    assert [moment.layers[0].kernels.max() for moment in timeline.moments] == [2]


def test_a_moment_keeps_its_kernels_when_the_network_learns_on() -> None:
    live = layers(1)
    timeline = Timeline()
    timeline.begin(live)
    live[0].kernels[...] = 7
    kept = timeline.moments[0].layers[0].kernels
    assert (kept == 1).all()
    assert not kept.flags.writeable


def test_a_view_of_large_weights_is_copied_out_of_them() -> None:
    weights = np.zeros(1000, np.float32)
    view = KernelLayer("conv1", weights[:9].reshape(3, 3, 1, 1), None, "relu")
    timeline = Timeline()
    timeline.begin([view])
    kept = timeline.moments[0].layers[0]
    assert kept.kernels.base is None
    assert kept.bias is None


def test_the_start_has_no_loss_and_a_snapshot_no_weights() -> None:
    timeline = Timeline()
    timeline.begin(layers(0))
    start = timeline.moments[0].snapshot
    assert (start.batch, start.epoch, start.weights) == (0, 0, ())
    assert isnan(start.loss)
    assert isnan(start.accuracy)


def test_nothing_is_left_after_clearing() -> None:
    timeline = Timeline(most_moments=5)
    record(timeline, [1] * 20, 7)
    timeline.clear()
    assert (len(timeline), timeline.size) == (0, 0)
    record(timeline, [1, 1, 1], 7)
    assert [moment.batch for moment in timeline.moments] == [1, 2, 3]
