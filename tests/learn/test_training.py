"""Training: what it learns, what it tells, and that it can be stopped and gone on with."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.jobs import run
from kernelview.learn import (
    SGD,
    Adam,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    LearnError,
    MaxPooling2D,
    Sequential,
    TrainingStep,
    train,
)
from kernelview.learn.checkpoint import Checkpoint
from tests.learn.samples import bars, dense_network, same_weights, small_network


def steps_of(job: Any) -> list[TrainingStep]:
    return [one for one in job if isinstance(one, TrainingStep)]


def test_twenty_samples_are_learned_by_heart() -> None:
    random = np.random.default_rng(0)
    pictures = random.random((20, 10, 10, 1), dtype=np.float32)
    labels = np.arange(20) % 10
    model = Sequential(
        [
            Conv2D(16, 3, activation="relu"),
            MaxPooling2D(),
            Flatten(),
            Dense(10, activation="softmax"),
        ]
    )
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"])
    history = model.fit(pictures, labels, epochs=60, batch_size=10, seed=0)
    assert history.history["accuracy"][-1] == 1
    assert model.evaluate(pictures, labels)[1] == 1  # type: ignore[index]


def test_a_fresh_classifier_of_ten_starts_near_the_logarithm_of_ten() -> None:
    random = np.random.default_rng(0)
    pictures, labels = random.random((64, 28, 28, 1)) * 0.3, random.integers(0, 10, 64)
    model = Sequential(
        [
            Conv2D(16, 3, activation="relu"),
            MaxPooling2D(),
            Flatten(),
            Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    step = steps_of(train(model, pictures, labels, batch_size=64, seed=0))[0]
    assert step.batch_loss == pytest.approx(np.log(10), abs=0.2)


def test_it_learns_what_bars_are() -> None:
    model = small_network()
    model.fit(*bars(600), epochs=12, seed=0)
    assert model.evaluate(*bars(200, seed=9))[1] > 0.9  # type: ignore[index]


@pytest.mark.parametrize(
    ("activation", "loss"),
    [
        ("softmax", "categorical_crossentropy"),
        ("sigmoid", "binary_crossentropy"),
        ("tanh", "mean_squared_error"),
        ("linear", "mse"),
    ],
)
def test_every_loss_goes_down_with_one_hot_targets(activation: str, loss: str) -> None:
    pictures, labels = bars(200)
    targets = np.eye(3)[labels]
    model = Sequential([Flatten(), Dense(16, "leaky_relu"), Dense(3, activation)])
    model.compile("adam", loss, ["accuracy"])
    history = model.fit(pictures, targets, epochs=30, seed=0).history
    assert history["loss"][-1] < 0.7 * history["loss"][0]
    assert history["accuracy"][-1] > max(0.6, history["accuracy"][0])


def test_every_batch_is_told_and_every_epochs_end() -> None:
    model = small_network()
    pictures, labels = bars(50)
    steps = steps_of(
        train(model, pictures, labels, epochs=2, batch_size=16, validation_split=0.2, seed=0)
    )
    assert [(one.epoch, one.batch) for one in steps] == [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3),
    ]  # fmt: skip
    assert [one.done for one in steps] == [1, 2, 3, 4, 5, 6]
    assert {(one.total, one.batches) for one in steps} == {(6, 3)}
    assert [one.logs is not None for one in steps] == [False, False, True] * 2
    last = steps[2]
    assert last.logs is not None
    assert set(last.logs) == {
        "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate",
    }  # fmt: skip
    assert last.logs["loss"] == last.loss
    assert last.logs["accuracy"] == last.metrics["accuracy"]
    # The mean over 16, 16 and 8 samples.
    losses = [one.batch_loss for one in steps[:3]]
    assert last.loss == pytest.approx((16 * losses[0] + 16 * losses[1] + 8 * losses[2]) / 40)


def test_history_is_as_keras_has_it() -> None:
    model = small_network()
    pictures, labels = bars(60)
    history = model.fit(pictures, labels, epochs=3, validation_data=bars(10, seed=3), seed=0)
    assert history.epoch == [0, 1, 2]
    assert {len(values) for values in history.history.values()} == {3}
    assert history.params["steps"] == 2
    assert model.history is history
    later = model.fit(pictures, labels, epochs=5, initial_epoch=3, seed=0)
    assert later.epoch == [3, 4]


def test_the_validation_split_is_the_last_part_before_shuffling() -> None:
    # Keras 3.15 keeps 8 of 11 samples for a split of a quarter.
    pictures, labels = bars(11)
    seen: list[int] = []

    def note(samples: NDArray[Any], random: np.random.Generator) -> NDArray[Any]:
        del random
        seen.extend(
            int(np.argwhere((pictures == one).all(axis=(1, 2, 3)))[0, 0]) for one in samples
        )
        return samples

    model = dense_network()
    run(train(model, pictures, labels, batch_size=4, validation_split=0.25, seed=0, prepare=note))
    assert sorted(seen) == list(range(8))
    assert seen != sorted(seen)
    logs = model.history.history
    assert logs["val_loss"] == [pytest.approx(model.evaluate(pictures[8:], labels[8:]))]


def test_without_shuffling_the_order_stays() -> None:
    pictures, labels = bars(10)
    seen: list[NDArray[Any]] = []

    def note(samples: NDArray[Any], random: np.random.Generator) -> NDArray[Any]:
        del random
        seen.append(samples.copy())
        return samples

    run(train(dense_network(), pictures, labels, batch_size=4, shuffle=False, prepare=note))
    assert np.array_equal(np.concatenate(seen), pictures)


def test_the_same_seed_gives_the_same_weights_and_another_does_not() -> None:
    data = bars(100)
    models = [small_network(seed=2) for _ in range(3)]
    for model, seed in zip(models, (5, 5, 6), strict=True):
        model.fit(*data, epochs=2, seed=seed)
    assert same_weights(models[0], models[1])
    assert not same_weights(models[0], models[2])


def test_the_seed_of_fit_draws_the_first_weights_where_there_are_none() -> None:
    def fitted(seed: int) -> Sequential:
        model = Sequential([Flatten(), Dropout(0.5), Dense(3, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(*bars(50), seed=seed)
        return model

    assert same_weights(fitted(3), fitted(3))
    assert not same_weights(fitted(3), fitted(4))


def test_a_pause_changes_nothing() -> None:
    data = bars(100)
    through, paused = small_network(), small_network()
    through.fit(*data, epochs=2, seed=0)
    for step in train(paused, *data, epochs=2, seed=0):
        # Whatever the network is asked meanwhile, training goes on as if it had not been.
        if step.done % 3 == 0:
            paused.predict(data[0][:5])
            paused.evaluate(data[0][:40], data[1][:40])
    assert same_weights(through, paused)


def stopped_after(model: Sequential, data: Any, batches: int, **options: Any) -> Checkpoint:
    job = train(model, *data, **options)
    for step in job:
        if isinstance(step, TrainingStep) and step.done == batches:
            checkpoint = step.checkpoint()
            job.close()
            return checkpoint
    raise AssertionError("training was over before")


@pytest.mark.parametrize("batches", [1, 3, 4, 5, 7])
@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", SGD(0.05, momentum=0.9)])
def test_training_goes_on_from_a_checkpoint_bit_for_bit(batches: int, optimizer: Any) -> None:
    data = bars(60)
    options: dict[str, Any] = {
        "batch_size": 16,
        "epochs": 3,
        "validation_split": 0.2,
        "seed": 4,
        "prepare": lambda samples, random: (
            samples + random.normal(0, 0.1, samples.shape).astype(np.float32)
        ),
    }
    through = small_network(optimizer=optimizer)
    whole = run(train(through, *data, **options))
    checkpoint = stopped_after(small_network(optimizer=optimizer), data, batches, **options)
    assert (checkpoint.epoch, checkpoint.batch) == (1 + batches // 3, batches % 3)
    # Another seed: all that matters is in the checkpoint.
    resumed = small_network(seed=99, optimizer=optimizer)
    options["seed"] = 77
    history = run(train(resumed, *data, resume=checkpoint, **options))
    assert same_weights(through, resumed)
    assert history.history == whole.history
    assert history.epoch == whole.epoch


def test_a_resumed_training_counts_on() -> None:
    data = bars(60)
    checkpoint = stopped_after(dense_network(), data, 5, batch_size=16, epochs=2, seed=0)
    steps = steps_of(train(dense_network(), *data, batch_size=16, epochs=2, resume=checkpoint))
    assert [(one.epoch, one.batch, one.done) for one in steps] == [(2, 2, 6), (2, 3, 7), (2, 4, 8)]


def test_a_finished_training_can_go_on_for_more_epochs() -> None:
    data = bars(60)
    through = small_network()
    through.fit(*data, epochs=4, seed=0)
    first = small_network()
    checkpoint = stopped_after(first, data, 4, epochs=2, seed=0)
    assert (checkpoint.epoch, checkpoint.batch) == (3, 0)
    second = small_network(seed=50)
    run(train(second, *data, epochs=4, resume=checkpoint))
    assert same_weights(through, second)


def test_a_checkpoint_is_a_copy_and_only_of_the_latest_step() -> None:
    model = small_network()
    job = train(model, *bars(60), batch_size=10, seed=0)
    first = next(job)
    assert isinstance(first, TrainingStep)
    checkpoint = first.checkpoint()
    seen = checkpoint.sums.seen
    kept = [one.copy() for one in (*checkpoint.weights, *checkpoint.moments)]
    next(job)
    for one, before in zip((*checkpoint.weights, *checkpoint.moments), kept, strict=True):
        assert np.array_equal(one, before)
    assert checkpoint.sums.seen == seen == 10
    with pytest.raises(LearnError, match="before the next step"):
        first.checkpoint()


def test_a_rate_changed_on_the_way_is_in_the_checkpoint() -> None:
    data = bars(60)
    through, first, resumed = (dense_network(optimizer=SGD(0.1)) for _ in range(3))
    jobs = [train(one, *data, batch_size=10, seed=0) for one in (through, first)]
    for job, model in zip(jobs, (through, first), strict=True):
        next(job)
        model.optimizer.learning_rate = 0.02
    run(jobs[0])
    step = next(jobs[1])
    assert isinstance(step, TrainingStep)
    run(train(resumed, *data, batch_size=10, resume=step.checkpoint()))
    assert same_weights(through, resumed)


def test_a_checkpoint_of_another_training_is_refused() -> None:
    data = bars(60)
    checkpoint = stopped_after(small_network(), data, 3, batch_size=16)
    with pytest.raises(LearnError, match="adam"):
        next(train(small_network(optimizer="sgd"), *data, batch_size=16, resume=checkpoint))
    with pytest.raises(LearnError, match="moments"):
        next(train(dense_network(optimizer="adam"), *data, batch_size=16, resume=checkpoint))
    with pytest.raises(LearnError, match="an epoch has 2"):
        next(train(small_network(), *data, batch_size=32, resume=checkpoint))


def test_closing_leaves_the_weights_of_the_last_whole_batch() -> None:
    model = dense_network()
    job = train(model, *bars(60), batch_size=10, seed=0)
    for _ in range(3):
        next(job)
    before = model.get_weights()
    job.close()
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_the_learning_rate_takes_effect_at_the_next_batch() -> None:
    model = dense_network(optimizer=SGD(0.1))
    job = train(model, *bars(60), batch_size=10, seed=0)
    next(job)
    model.optimizer.learning_rate = 0.0
    before = model.flat_values.copy()
    next(job)
    assert np.array_equal(model.flat_values, before)
    model.optimizer.learning_rate = 0.1
    last = [step for step in job if isinstance(step, TrainingStep)][-1]
    assert not np.array_equal(model.flat_values, before)
    assert last.logs is not None
    assert last.logs["learning_rate"] == 0.1


def test_stop_training_ends_it_after_the_batch() -> None:
    model = dense_network()

    def stop(step: TrainingStep, model: Sequential) -> None:
        model.stop_training = step.done == 4

    steps = steps_of(train(model, *bars(60), batch_size=10, epochs=5, callbacks=[stop], seed=0))
    assert steps[-1].done == 4


def test_the_kernels_are_a_live_view_that_cannot_be_written() -> None:
    model = small_network()
    job = train(model, *bars(60), batch_size=10, seed=0)
    first = next(job)
    assert isinstance(first, TrainingStep)
    assert first.kernels is not None
    assert first.kernels.shape == (3, 3, 1, 6)
    before = first.kernels.copy()
    next(job)
    assert not np.array_equal(first.kernels, before)
    assert np.array_equal(first.kernels, model.layers[0].get_weights()[0])
    with pytest.raises(ValueError, match="read-only"):
        first.kernels[...] = 0
    none = next(train(dense_network(), *bars(9)))
    assert isinstance(none, TrainingStep)
    assert none.kernels is None


def test_layers_that_do_not_learn_keep_their_weights() -> None:
    model = small_network()
    model.layers[0].trainable = False
    kernel, last = model.layers[0].get_weights()[0], model.layers[-1].get_weights()[0]
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(*bars(60), seed=0)
    assert np.array_equal(model.layers[0].get_weights()[0], kernel)
    assert not np.array_equal(model.layers[-1].get_weights()[0], last)


def test_moving_means_follow_while_training_only() -> None:
    model = small_network()
    model.predict(bars(20)[0])
    norm = model.layers[1]
    assert not norm.get_weights()[2].any()
    model.fit(*bars(60), seed=0)
    assert norm.get_weights()[2].all()


def test_a_loss_that_becomes_nan_stops_and_puts_back_what_worked() -> None:
    model = small_network(optimizer=SGD(1e25))
    before = model.get_weights()
    history = model.fit(*bars(60), batch_size=10, epochs=3, seed=0)
    assert "batch 2 of epoch 1" in history.stopped
    assert "smaller learning rate" in history.stopped
    assert any(f"{one.name} was the first" in history.stopped for one in model.layers)
    assert np.isfinite(model.flat_values).all()
    trainable = [0, 1, 2, 3, 6, 7]
    after = model.get_weights()
    assert all(np.array_equal(before[place], after[place]) for place in trainable)


def test_what_was_learned_before_a_loss_became_nan_is_kept() -> None:
    model = Sequential([Conv2D(4, 3), Flatten(), Dense(3, activation="softmax")])
    model.compile(SGD(0.1), "sparse_categorical_crossentropy")
    job = train(model, *bars(60), batch_size=10, seed=0)
    for _ in range(3):
        next(job)
    learned = model.flat_values.copy()
    model.optimizer.learning_rate = 1e25
    next(job)
    history = run(job)
    assert "in batch 5 of epoch 1" in history.stopped
    assert np.array_equal(model.flat_values, learned)


def test_a_gradient_that_overflows_changes_nothing() -> None:
    model = Sequential([Dense(1, kernel_initializer="zeros")])
    model.compile("adam", "mse")
    history = model.fit(np.full((4, 2), 1e25), np.ones(4))
    assert "the gradient became infinite in batch 1 of epoch 1" in history.stopped
    assert not model.flat_values.any()


def test_the_layer_named_is_the_one_that_went_first() -> None:
    model = dense_network()
    model.layers[-1].parameters[0].values[0, 0] = np.nan
    history = model.fit(*bars(30))
    assert "the loss became NaN in batch 1 of epoch 1" in history.stopped
    assert "dense1 was the first layer whose kernel was not finite" in history.stopped


def test_weights_that_overflow_in_the_very_last_batch_are_put_back() -> None:
    model = dense_network(optimizer=SGD(3e38))
    before = model.flat_values.copy()
    pictures, labels = bars(30)
    history = model.fit(pictures * 100, labels, batch_size=30)
    assert "the weights became infinite in batch 1 of epoch 1; dense1" in history.stopped
    assert np.array_equal(model.flat_values, before)
    assert not history.history


def test_samples_prepared_to_another_shape_are_refused() -> None:
    job = train(dense_network(), *bars(10), prepare=lambda samples, random: samples[:, 1:])
    with pytest.raises(LearnError, match=r"\(7, 8, 1\)"):
        next(job)
