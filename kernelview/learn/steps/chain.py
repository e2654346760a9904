"""A network's steps one after the other, and the arrays between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np

from kernelview.learn.steps.planning import NetworkPlan
from kernelview.learn.steps.scratch import Array, Scratch
from kernelview.learn.steps.step import Step


@dataclass(frozen=True, eq=False)
class Round:
    """What all chains share while some samples are trained on, by the number of the step.

    `values` are the outputs and `gradients` their gradients, where they are kept for all the
    samples; `noise` holds random numbers.
    """

    inputs: Array
    targets: Array
    values: Mapping[int, Array] = field(default_factory=dict)
    gradients: Mapping[int, Array] = field(default_factory=dict)
    noise: Mapping[int, Array] = field(default_factory=dict)

    def before(self, step: int) -> Array:
        """Return what comes into a step that keeps the batch."""
        return self.values[step - 1] if step else self.inputs


class Chain:
    """The steps and arrays of one thread."""

    def __init__(self, plan: NetworkPlan) -> None:
        self.steps: list[Step] = [step.make() for step in plan.steps]
        self._scratch = Scratch(plan.dtype)
        self._input_shape = plan.layers[0].input_shape or ()
        trained = [place for place, step in enumerate(self.steps) if step.parameters]
        self._first_trained = trained[0] if trained else len(self.steps)
        sums = [step for step in self.steps if step.parameters and not step.keeps_batch]
        size = sum(one.values.size for step in sums for one in step.parameters)
        self.sums = np.zeros(size, plan.dtype)
        self._share_out_sums(sums)

    def _share_out_sums(self, steps: list[Step]) -> None:
        place = 0
        for step in steps:
            for parameter in step.parameters:
                part = self.sums[place : place + parameter.values.size]
                step.gradients.append(part.reshape(parameter.values.shape))
                place += part.size

    def infer(self, inputs: Array, *, steps: int) -> Array:
        """Return the outputs after so many steps; they are overwritten by the next call."""
        values = inputs
        for place in range(steps):
            outputs = self._own("values", place, len(inputs))
            self.steps[place].forward(values, outputs, training=False)
            values = outputs
        return values

    def train(self, shared: Round, rows: slice) -> Array:
        """Go forward over some samples of a round; return the last sums."""
        values = shared.inputs[rows]
        count = len(values)
        for place, step in enumerate(self.steps):
            if place in shared.noise:
                step.noise = shared.noise[place][rows]
            kept = shared.values.get(place)
            outputs = self._own("values", place, count) if kept is None else kept[rows]
            step.forward(values, outputs, training=True)
            values = outputs
        return values

    def last_gradient(self, shared: Round, rows: slice) -> Array:
        """Return where the gradient of the last sums is to be written."""
        return self._gradient(len(self.steps) - 1, shared, rows)

    def go_back(self, gradient: Array, shared: Round, rows: slice) -> None:
        """Add the gradients of some samples to the sums, after `train` of the same."""
        for place in range(len(self.steps) - 1, self._first_trained - 1, -1):
            needed = place > self._first_trained
            before = self._gradient(place - 1, shared, rows) if needed else None
            self.steps[place].backward(gradient, before)
            gradient = gradient if before is None else before

    def go_back_to_inputs(self, gradient: Array) -> Array:
        """Return d loss / d inputs, after `infer` of all steps; adds to the sums, too."""
        for place in range(len(self.steps) - 1, -1, -1):
            before = self._own("gradient", place - 1, len(gradient))
            self.steps[place].backward(gradient, before)
            gradient = before
        return gradient

    def _gradient(self, place: int, shared: Round, rows: slice) -> Array:
        kept = shared.gradients.get(place)
        return self._own("gradient", place, rows.stop - rows.start) if kept is None else kept[rows]

    def _own(self, name: str, place: int, count: int) -> Array:
        shape = self.steps[place].output_shape if place >= 0 else self._input_shape
        return self._scratch.take(f"{name} {place}", (count, *shape))


def kept_places(steps: list[Step]) -> tuple[list[int], list[int]]:
    """Return whose outputs, and whose gradients, are kept for all samples of a round."""
    keeping = [place for place, step in enumerate(steps) if step.keeps_batch]
    return [place - 1 for place in keeping if place], keeping


def kept_numbers(steps: list[Step]) -> int:
    """Return how many numbers are kept for each sample of a round."""
    values, gradients = kept_places(steps)
    return sum(prod(steps[place].output_shape) for place in (*values, *gradients))
