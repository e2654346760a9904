"""A training as window and command line run it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import Augmentation
from kernelview.learn.errors import LearnError
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.train_network import train_network
from kernelview.usecases.training_control import TrainingControl
from kernelview.usecases.training_news import TrainingNews, TrainingState
from tests.usecases.training_samples import (
    BATCHES,
    PLAN,
    digits,
    followed,
    trained,
    with_settings,
)


def same_weights(one: RunRecord, other: RunRecord) -> bool:
    return all(map(np.array_equal, one.weights, other.weights))


def stopped_after(batches: int) -> TrainingState:
    """Train batch by batch and stop."""
    control = TrainingControl(paused=True)
    job = train_network(PLAN, digits(), control=control)
    for batch in range(1, batches + 1):
        control.step()
        news = next(job)
        while not isinstance(news, TrainingNews):
            news = next(job)  # the test pictures are looked at
        assert news.done == batch
    control.stop()
    return followed(job)[0]


def test_the_record_tells_what_was_asked_for_and_how_it_went() -> None:
    moment = datetime(2026, 5, 6, tzinfo=UTC)
    job = train_network(PLAN, digits(), control=TrainingControl(), now=lambda: moment)
    state, _ = followed(job)
    record = state.record
    assert (record.started, record.data, record.blueprint) == (moment, PLAN.data, PLAN.network)
    assert record.images_seen == 2 * 80
    assert {name: len(values) for name, values in record.history.items()} == dict.fromkeys(
        ("loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"), 2
    )
    assert record.confusion is not None
    assert record.confusion.sum() == 20
    assert record.accuracy == pytest.approx(state.evaluation.accuracy)
    assert all(not values.flags.writeable for values in record.weights)


def test_pausing_and_stepping_change_nothing_of_what_is_learned() -> None:
    control = TrainingControl(paused=True)
    job = train_network(PLAN, digits(), control=control)
    for _ in range(3):
        waiting = next(job)
        assert isinstance(waiting, TrainingNews)
        assert waiting.is_waiting
        control.step()
        assert next(job).done > 0
    control.resume()
    state, _ = followed(job)
    assert same_weights(state.record, trained().record)


@pytest.mark.parametrize("batches", [1, BATCHES, BATCHES + 2])
def test_going_on_after_a_stop_is_as_if_there_was_none(batches: int) -> None:
    stopped = stopped_after(batches)
    done = len(stopped.record.history.get("loss", ()))
    rest = trained(with_settings(epochs=2 - done), start=stopped)
    assert same_weights(rest.record, trained().record)
    assert rest.record.history == trained().record.history
    assert rest.record.started == stopped.record.started
    assert rest.record.images_seen == 160


def test_a_stop_while_the_test_pictures_are_looked_at_waits_for_them() -> None:
    control = TrainingControl()
    job = train_network(PLAN, digits(), control=control)
    while isinstance(next(job), TrainingNews):
        pass
    control.stop()
    state, _ = followed(job)
    assert len(state.record.history["val_loss"]) == 1
    assert state.checkpoint is not None


def test_a_finished_training_goes_on_for_as_many_epochs_more() -> None:
    longer = trained(start=trained())
    assert same_weights(longer.record, trained(with_settings(epochs=4)).record)
    assert len(longer.record.history["loss"]) == 4


@pytest.mark.parametrize("changes", [{"optimizer": "sgd"}, {"batch_size": 8}, {"momentum": 0.5}])
def test_with_other_settings_it_goes_on_from_the_weights_alone(changes: dict[str, object]) -> None:
    start = trained()
    tiny = with_settings(learning_rate=1e-8, epochs=1, **changes)
    after = trained(tiny, start=start)
    for values, before in zip(after.record.weights, start.record.weights, strict=True):
        assert np.allclose(values, before, atol=1e-5)
    assert len(after.record.history["loss"]) == 3


def test_the_learning_rate_can_be_changed_while_it_trains() -> None:
    control = TrainingControl()
    job = train_network(PLAN, digits(), control=control)
    next(job)
    control.learning_rate = 0.5
    state, _ = followed(job)
    assert state.record.history["learning_rate"][-1] == 0.5


def test_another_learning_rate_is_taken_when_it_goes_on() -> None:
    after = trained(with_settings(learning_rate=0.02), start=trained())
    assert after.record.history["learning_rate"][-1] == 0.02


def test_augmentation_varies_what_is_trained_on_and_never_what_is_tested() -> None:
    varied = replace(PLAN, data=replace(PLAN.data, augmentation=Augmentation(noise=0.5)))
    split = digits()
    before = split.test.images.copy()
    state = followed(train_network(varied, split, control=TrainingControl()))[0]
    assert not same_weights(state.record, trained().record)
    assert np.array_equal(split.test.images, before)


@pytest.mark.parametrize(("tick", "fewest", "most"), [(0.0, 2, 3), (0.02, 4, 8), (1.0, 10, 10)])
def test_news_come_as_often_as_eyes_can_follow(tick: float, fewest: int, most: int) -> None:
    clock = ticking(tick / 3)  # it is asked about three times a batch
    job = train_network(PLAN, digits(), control=TrainingControl(), clock=clock)
    _, told = followed(job)
    assert fewest <= len(told) <= most
    ends = [news for news in told if news.step is not None and news.step.logs is not None]
    assert len(ends) == 2
    assert all(news.snapshot is not None for news in ends)


def test_snapshots_stay_as_they_were() -> None:
    control = TrainingControl(paused=True)
    job = train_network(PLAN, digits(), control=control)
    control.step()
    news = next(job)
    assert isinstance(news, TrainingNews)
    assert news.snapshot is not None
    kernels = news.snapshot.weights[0]
    before = kernels.copy()
    control.step()
    next(job)
    assert np.array_equal(kernels, before)
    with pytest.raises(ValueError, match="read-only"):
        kernels[...] = 0
    job.close()


def test_a_network_that_cannot_work_is_refused() -> None:
    plan = replace(PLAN, network=Blueprint("bad", (layer("Dense", units=3),)))
    with pytest.raises(LearnError, match="dense1"):
        trained(plan)


def test_a_training_that_blows_up_says_so_and_keeps_the_last_weights_that_worked() -> None:
    state = trained(with_settings(optimizer="sgd", learning_rate=10.0, momentum=0.999, epochs=40))
    assert all(np.isfinite(values).all() for values in state.record.weights)


def ticking(step: float) -> Callable[[], float]:
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += step
        return now

    return clock
