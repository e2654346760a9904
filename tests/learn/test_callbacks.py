"""Callbacks: stopping early, keeping the best."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kernelview.learn import (
    EarlyStopping,
    LearnError,
    ModelCheckpoint,
    Sequential,
    TrainingStep,
    load_model,
)
from tests.learn.samples import bars, dense_network


def epoch(logs: dict[str, float] | None, *, number: int = 1, of: int = 99) -> TrainingStep:
    return TrainingStep(
        number, of, epoch=number, batch=1, batches=1, loss=0, metrics={}, batch_loss=0, logs=logs
    )


def watched(callback: Any, values: list[float], name: str = "val_loss") -> tuple[Sequential, int]:
    """Pass a callback values an epoch; return the network and after how many it was stopped."""
    model = dense_network()
    for number, value in enumerate(values, 1):
        model.flat_values[...] = number
        callback(epoch(None, number=number), model)
        callback(epoch({name: value}, number=number, of=len(values)), model)
        if model.stop_training:
            return model, number
    return model, 0


def test_a_plain_function_hears_of_every_batch() -> None:
    heard: list[int] = []
    dense_network().fit(
        *bars(30), batch_size=10, epochs=2, callbacks=[lambda step, model: heard.append(step.done)]
    )
    assert heard == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("options", "values", "stopped"),
    [
        ({}, [3, 2, 2, 1], 3),
        ({"patience": 1}, [3, 2, 2, 1], 3),
        ({"patience": 2}, [3, 2, 2, 1, 1, 1], 6),
        ({"patience": 2}, [3, 2, 1], 0),
        ({"min_delta": 0.5}, [3, 2.8], 2),
        ({"patience": 2}, [float("nan"), float("nan"), 1], 2),
    ],
)
def test_training_stops_after_so_many_epochs_without_gain(
    options: dict[str, Any], values: list[float], stopped: int
) -> None:
    assert watched(EarlyStopping(**options), values)[1] == stopped


def test_an_accuracy_is_better_the_larger() -> None:
    callback = EarlyStopping("val_accuracy")
    assert watched(callback, [0.5, 0.6, 0.7, 0.7], "val_accuracy")[1] == 4
    assert watched(EarlyStopping("loss", mode="max"), [1, 2, 1], "loss")[1] == 3


@pytest.mark.parametrize(("values", "best"), [([3, 1, 2, 2], 2), ([3, 1, 2], 2), ([3, 2, 1], 3)])
def test_the_best_weights_are_put_back_at_the_end(values: list[float], best: int) -> None:
    model, _ = watched(EarlyStopping(patience=2, restore_best_weights=True), values)
    assert set(np.unique(model.flat_values)) == {best}


def test_early_stopping_ends_a_real_training() -> None:
    pictures, labels = bars(60)
    model = dense_network(optimizer="adam")
    model.optimizer.learning_rate = 0.0
    history = model.fit(
        pictures, labels, epochs=9, validation_split=0.5, callbacks=[EarlyStopping(patience=2)]
    )
    assert history.epoch == [0, 1, 2]


def test_a_name_that_is_not_measured_is_told_with_those_that_are() -> None:
    with pytest.raises(
        LearnError, match=r"val_loss is not measured; there are loss, learning_rate"
    ):
        dense_network().fit(*bars(10), callbacks=[EarlyStopping()])
    with pytest.raises(LearnError, match="mode"):
        EarlyStopping(mode="most")  # type: ignore[arg-type]


def test_the_best_network_is_written(tmp_path: Path) -> None:
    path = tmp_path / "best.safetensors"
    watched(ModelCheckpoint(path, save_best_only=True), [3, 1, 2])
    assert set(np.unique(load_model(path).flat_values)) == {2}
    watched(ModelCheckpoint(tmp_path / "{epoch:02d}-{val_loss:.1f}"), [3, 1.25])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["01-3.0", "02-1.2", path.name]
    with pytest.raises(LearnError, match="epoch, val_loss"):
        watched(ModelCheckpoint(tmp_path / "{best}"), [3])
