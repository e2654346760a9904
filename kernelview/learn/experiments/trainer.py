"""From a trial to its outcome: a network with the bank in its first layer, trained and tested."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, run
from kernelview.learn.augmentation import augment
from kernelview.learn.blueprint import Blueprint
from kernelview.learn.choices import Augmentation, TrainingSettings
from kernelview.learn.compiling import chosen_optimizer, compiled
from kernelview.learn.dataset import Dataset, Split
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import evaluate
from kernelview.learn.experiments.banks import (
    KernelBank,
    first_convolution,
    known_banks,
    with_room_for,
)
from kernelview.learn.experiments.gains import GainOptimizer
from kernelview.learn.experiments.trial import Outcome, Trial
from kernelview.learn.layers import Layer
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from kernelview.learn.templates import TEMPLATES
from kernelview.learn.training import Prepare, train

# Three times the usual rate: with it ten epochs are enough for a learned first layer to catch up.
USUAL_SETTINGS = TrainingSettings(learning_rate=0.003)


@dataclass(frozen=True)
class Setup:
    """What all trials of an experiment share; `settings` without their epochs and seed."""

    blueprint: Blueprint = TEMPLATES[0].blueprint
    bank: KernelBank = field(default_factory=lambda: known_banks()[0])
    settings: TrainingSettings = USUAL_SETTINGS
    augmentation: Augmentation = field(default_factory=Augmentation)


@dataclass(frozen=True, eq=False)
class Trainer:
    """Runs trials: the same trial gives the same outcome bit for bit. Raises LearnError."""

    setup: Setup
    split: Split

    def __call__(self, trial: Trial) -> Outcome:
        """Run the trial to its end."""
        return run(self.job(trial))

    def job(self, trial: Trial) -> Job[Outcome]:
        """Run the trial step by step: train, then look at the test pictures once."""
        model, stopped = yield from self.trained(trial)
        evaluation = yield from evaluate(model, self.split.test, batch=256)
        return Outcome(evaluation.accuracy, evaluation.loss, stopped)

    def trained(self, trial: Trial) -> Job[tuple[Sequential, str]]:
        """Return the trial's network, trained, and why it stopped too soon, if it did."""
        settings = self._settings(trial)
        model = self.network(trial)
        part = subset(self.split.train, trial.count, seed=trial.seed)
        history = yield from train(
            model,
            part.inputs(),
            part.labels,
            batch_size=settings.batch_size,
            epochs=settings.epochs,
            seed=settings.seed,
            prepare=self._varied(),
        )
        return model, history.stopped

    def network(self, trial: Trial) -> Sequential:
        """Return the trial's network as it starts."""
        trainable = trial.bank not in {"fixed", "random"}
        blueprint = with_room_for(self.setup.blueprint, self.setup.bank, trainable=trainable)
        classes = len(self.split.train.class_names)
        model = build_network(blueprint, self.split.train.shape, classes, seed=trial.seed)
        compiled(model, self._settings(trial))
        if trial.bank in {"random", "learned"}:
            return model
        convolution = model.layers[first_convolution(blueprint)]
        patterns = _put_bank(self.setup.bank, convolution)
        if trial.bank == "fitted":
            optimizer = chosen_optimizer(self._settings(trial))
            gains = GainOptimizer(optimizer, model.layers, convolution, patterns=patterns)
            model.compile(gains, model.loss, model.metrics)
        return model

    def _varied(self) -> Prepare | None:
        augmentation = self.setup.augmentation
        if augmentation == Augmentation():
            return None
        return lambda images, random: augment(images, augmentation, random)

    def _settings(self, trial: Trial) -> TrainingSettings:
        return replace(self.setup.settings, epochs=trial.epochs, seed=trial.seed)


def _put_bank(bank: KernelBank, convolution: Layer) -> NDArray[Any]:
    """Put the bank in, as strong as the random start was; return its patterns."""
    kernels = convolution.parameters[0].values
    strength = float(np.sqrt(np.mean(np.square(kernels, dtype=np.float64))))
    if strength == 0:
        raise convolution.error("its kernels start from zeros, which no bank can be as strong as")
    patterns = np.broadcast_to(bank.patterns()[:, :, np.newaxis], kernels.shape)
    kernels[...] = strength * patterns
    return patterns


def subset(dataset: Dataset, count: int, *, seed: int) -> Dataset:
    """Return `count` pictures drawn with the seed, each class by its share of the whole.

    A smaller count of the same seed is the beginning of a larger one. Raises LearnError.
    """
    if not 1 <= count <= len(dataset):
        raise LearnError(f"there are 1 to {len(dataset)} pictures to train on, not {count}")
    random = np.random.default_rng([seed, 1])
    order = random.permutation(len(dataset))
    labels = dataset.labels[order]
    places = np.empty(len(order))
    for label, offset in enumerate(random.random(len(dataset.class_names))):
        found = np.flatnonzero(labels == label)
        places[found] = (np.arange(len(found)) + offset) / max(1, len(found))
    chosen = order[np.argsort(places, kind="stable")[:count]]
    return replace(dataset, images=dataset.images[chosen], labels=dataset.labels[chosen])
