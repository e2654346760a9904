"""Train a network as the plan says, tell how it goes, and keep what it learned."""

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from kernelview.document import TrainingPlan
from kernelview.jobs import Job, Progress
from kernelview.learn.augmentation import augment
from kernelview.learn.checkpoint import Checkpoint
from kernelview.learn.choices import Augmentation
from kernelview.learn.compiling import compiled
from kernelview.learn.dataset import Split
from kernelview.learn.evaluation import evaluate
from kernelview.learn.history import History
from kernelview.learn.run_record import RunRecord
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from kernelview.learn.training import TrainingStep, train
from kernelview.usecases.training_control import TrainingControl
from kernelview.usecases.training_news import TrainingNews, TrainingState
from kernelview.usecases.training_reporter import Clock, Reporter

# How long a paused training waits before it says again that it is there to be cancelled.
PATIENCE_SECONDS = 0.05

Prepare = Callable[[NDArray[np.float32], np.random.Generator], NDArray[np.float32]]


def _now() -> datetime:
    return datetime.now(UTC)


def train_network(
    plan: TrainingPlan,
    split: Split,
    *,
    control: TrainingControl,
    start: TrainingState | None = None,
    clock: Clock = time.monotonic,
    now: Callable[[], datetime] = _now,
) -> Job[TrainingState]:
    """Train the plan's network; from `start` go on for as many epochs more.

    Yields TrainingNews about thirty times a second, also while it stands still. Raises
    LearnError where the plan does not work.
    """
    began = start.record.started if start else now()
    model = network_of(plan, split)
    reporter = Reporter(
        model,
        clock,
        pictures=len(split.train),
        batch_size=plan.settings.batch_size,
        earlier={name: [*values] for name, values in start.record.history.items()} if start else {},
    )
    steps = _steps(model, plan, split, start)
    checkpoint, stopped = yield from _followed(steps, model, control, reporter, clock)
    evaluation = yield from evaluate(model, split.test)
    record = RunRecord(
        name=start.record.name if start else plan.network.name,
        started=began,
        data=plan.data,
        blueprint=plan.network,
        settings=plan.settings,
        input_shape=split.train.shape,
        class_names=split.train.class_names,
        weights=reporter.weights(),
        history={name: tuple(values) for name, values in reporter.history.items()},
        confusion=evaluation.confusion,
        seconds=reporter.seconds + (start.record.seconds if start else 0.0),
        images_seen=reporter.images + (start.record.images_seen if start else 0),
    )
    return TrainingState(record, checkpoint, evaluation, stopped)


def network_of(plan: TrainingPlan, split: Split) -> Sequential:
    """Return the plan's network with its random start, ready to train."""
    classes = len(split.train.class_names)
    model = build_network(plan.network, split.train.shape, classes, seed=plan.settings.seed)
    compiled(model, plan.settings)
    return model


def _steps(
    model: Sequential, plan: TrainingPlan, split: Split, start: TrainingState | None
) -> Job[History]:
    settings = plan.settings
    if start is not None:
        model.set_weights(start.record.weights)
    resume = _resumed(plan, start)
    return train(
        model,
        split.train.inputs(),
        split.train.labels,
        batch_size=settings.batch_size,
        epochs=settings.epochs + (resume.epoch - 1 if resume else 0),
        validation_data=(split.test.inputs(), split.test.labels),
        seed=settings.seed,
        resume=resume,
        prepare=_varied(plan.data.augmentation),
    )


def _resumed(plan: TrainingPlan, start: TrainingState | None) -> Checkpoint | None:
    """Return where to go on; None where only the weights can be taken over."""
    if start is None or start.checkpoint is None:
        return None
    before, settings = start.record.settings, plan.settings
    for name in ("optimizer", "momentum", "batch_size", "seed"):
        if getattr(before, name) != getattr(settings, name):
            return None
    return replace(
        start.checkpoint, weights=start.record.weights, learning_rate=settings.learning_rate
    )


def _varied(augmentation: Augmentation) -> Prepare | None:
    if augmentation == Augmentation():
        return None
    return lambda images, random: augment(images, augmentation, random)


def _followed(
    steps: Job[History],
    model: Sequential,
    control: TrainingControl,
    reporter: Reporter,
    clock: Clock,
) -> Generator[Progress, None, tuple[Checkpoint | None, str]]:
    """Run the steps as the control lets them; return where they ended, and why if too soon."""
    checkpoint: Checkpoint | None = None
    while True:
        if not control.take_turn(within=PATIENCE_SECONDS):
            yield TrainingNews(0, 0, is_waiting=True)
            continue
        if control.is_stopped:
            last = reporter.last
            checkpoint = last.checkpoint() if last else None
            steps.close()
            return checkpoint, ""
        if control.learning_rate is not None:
            model.optimizer.learning_rate = control.learning_rate
        step = yield from _batch(steps, reporter, clock)
        if isinstance(step, History):
            return checkpoint, step.stopped
        reporter.count(step)
        checkpoint = step.checkpoint() if step.done == step.total else None
        news = reporter.news(at_once=control.is_paused or step.logs is not None)
        if news is not None:
            yield news


def _batch(
    steps: Job[History], reporter: Reporter, clock: Clock
) -> Generator[Progress, None, TrainingStep | History]:
    """Run one batch, and what comes after an epoch's last one; or return how it all ended."""
    began = clock()
    try:
        progress = next(steps)
        reporter.count_time(began)
        while not isinstance(progress, TrainingStep):
            yield progress
            progress = next(steps)
    except StopIteration as end:
        history: History = end.value
        return history
    return progress
