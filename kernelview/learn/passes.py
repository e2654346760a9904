"""A network at work: its outputs, and the gradients of a loss, in threads and without waste.

A batch is cut into micro-batches in the same way whatever the number of threads, and their sums
are added in the same order: same numbers in, same bits out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.learn.activations import activate
from kernelview.learn.errors import LearnError
from kernelview.learn.layers import Layer, trainable_parameters
from kernelview.learn.losses import Loss
from kernelview.learn.steps import (
    LANES,
    NOISE_LEVELS,
    Chain,
    LossHead,
    NetworkPlan,
    Round,
    Scratch,
    Verdict,
    kept_places,
    plan_network,
    share_samples,
)
from kernelview.threads import one_blas_thread, processors, share_out


@dataclass(frozen=True, eq=False)
class BatchResult:
    """What a batch gave: the sum of its samples' losses, how many answers were right.

    `gradients`, aligned with the trainable parameters, are those of the mean loss. They are
    views of one vector, which the next batch overwrites.
    """

    loss_sum: float
    correct: int
    gradients: list[NDArray[Any]]


class Passes:
    """Forward and back through built layers, whose weights are read where they lie.

    Used by one thread at a time; it takes up to `threads` (all processors by default) itself.
    `fused` False gives each layer a step of its own: slower, and the same but for rounding.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        *,
        loss: Loss | None,
        dtype: DTypeLike,
        threads: int | None = None,
        fused: bool = True,
    ) -> None:
        if not layers or not all(layer.built for layer in layers):
            raise LearnError("a network needs at least one layer, and all of them built")
        self._layers = tuple(layers)
        self._dtype = np.dtype(dtype)
        self._loss = loss
        self._fused = fused
        self._threads = processors() if threads is None else max(1, threads)
        self._plan = plan_network(layers, self._dtype, fused=fused)
        self._lanes = [Lane(self._plan, loss, self._dtype)]
        self._plain: Passes | None = None
        self._kept = Scratch(self._dtype)
        self._gradients = _flat_gradients(self._layers, self._dtype)
        self._connect_kept()

    def outputs(self, inputs: NDArray[Any], *, upto: int | None = None) -> NDArray[Any]:
        """Return new outputs (N, ...) of inference, of the first `upto` layers where given."""
        layers = len(self._layers) if upto is None else upto
        steps = self._plan.steps_for(layers)
        if steps is None:
            return self._without_fusing().outputs(inputs, upto=upto)
        inputs = np.ascontiguousarray(inputs, self._dtype)
        shape = self._layers[layers - 1].output_shape if layers else inputs.shape[1:]
        found = np.empty((len(inputs), *(shape or ())), self._dtype)

        def infer(lane: Lane, rows: slice) -> None:
            found[rows] = lane.chain.infer(inputs[rows], steps=steps).reshape(found[rows].shape)

        shares = share_samples(self._lanes[0].chain.steps, len(inputs), training=False)
        with one_blas_thread():
            self._share_out(infer, shares.micro_batches(len(inputs)))
        is_last = layers == len(self._layers)
        return activate(self._plan.last_activation, found) if is_last else found

    def gradients(
        self, inputs: NDArray[Any], targets: NDArray[Any], random: np.random.Generator
    ) -> BatchResult:
        """Return loss, right answers and gradients of a batch, as training goes.

        `targets` are labels (N,) or numbers (N, ...), as the loss wants them; `random` is for
        what is dropped.
        """
        inputs = np.ascontiguousarray(inputs, self._dtype)
        for lane in self._lanes:
            lane.chain.sums.fill(0)
        verdicts: list[Verdict] = []
        with one_blas_thread():
            shares = share_samples(self._lanes[0].chain.steps, len(inputs), training=True)
            for rows in shares.rounds():
                part = self._round(inputs[rows], targets[rows], random)
                micro_batches = shares.micro_batches(len(part.inputs))
                verdicts += self._train(part, micro_batches, scale=1 / len(inputs))
                self._finish(part, first=rows.start == 0)
            self._add_sums()
        return BatchResult(
            sum(one.loss_sum for one in verdicts),
            sum(one.correct for one in verdicts),
            list(self._gradients),
        )

    def input_gradient(self, inputs: NDArray[Any], targets: NDArray[Any]) -> NDArray[Any]:
        """Return how each sample's own loss changes with its inputs (N, ...), in inference."""
        if self._fused:
            return self._without_fusing().input_gradient(inputs, targets)
        inputs = np.ascontiguousarray(inputs, self._dtype)
        found = np.empty_like(inputs)

        def go_back(lane: Lane, rows: slice) -> None:
            found[rows] = lane.input_gradient(inputs[rows], targets[rows])

        shares = share_samples(self._lanes[0].chain.steps, len(inputs), training=False)
        with one_blas_thread():
            self._share_out(go_back, shares.micro_batches(len(inputs)))
        return found

    def lanes(self) -> "list[Lane]":
        """Return all that may work at once, for those who measure them."""
        while len(self._lanes) < LANES:
            self._lanes.append(Lane(self._plan, self._loss, self._dtype))
        return self._lanes

    def _without_fusing(self) -> "Passes":
        if self._plain is None:
            self._plain = Passes(
                self._layers,
                loss=self._loss,
                dtype=self._dtype,
                threads=self._threads,
                fused=False,
            )
        return self._plain

    def _round(
        self, inputs: NDArray[Any], targets: NDArray[Any], random: np.random.Generator
    ) -> Round:
        steps = self._lanes[0].chain.steps
        values, gradients = kept_places(steps)
        count = len(inputs)
        return Round(
            inputs,
            targets,
            {one: self._kept_array("values", one, count) for one in values},
            {one: self._kept_array("gradient", one, count) for one in gradients},
            {
                place: random.integers(
                    NOISE_LEVELS, size=(count, *step.output_shape), dtype=np.uint16
                )
                for place, step in enumerate(steps)
                if step.draws
            },
        )

    def _kept_array(self, name: str, place: int, count: int) -> NDArray[Any]:
        shape = self._lanes[0].chain.steps[place].output_shape
        return self._kept.take(f"{name} {place}", (count, *shape))

    def _train(self, part: Round, micro_batches: list[slice], *, scale: float) -> list[Verdict]:
        verdicts = [Verdict(0.0, 0)] * len(micro_batches)
        size = micro_batches[0].stop

        def train(lane: Lane, rows: slice) -> None:
            verdicts[rows.start // size] = lane.train(part, rows, scale=scale)

        self._share_out(train, micro_batches)
        return verdicts

    def _share_out(
        self, work: Callable[["Lane", slice], None], micro_batches: Sequence[slice]
    ) -> None:
        """Deal the micro-batches to the lanes, and the lanes to the threads."""
        lanes = min(LANES, len(micro_batches))
        if lanes > 1:
            self.lanes()

        def do_lane(lane: int) -> None:
            # A thread of its own has settings of its own.
            with np.errstate(all="ignore"):
                for rows in micro_batches[lane::LANES]:
                    work(self._lanes[lane], rows)

        if lanes == 1 or self._threads == 1:
            for lane in range(lanes):
                do_lane(lane)
        else:
            share_out(do_lane, range(lanes), threads=self._threads)

    def _connect_kept(self) -> None:
        """Let the steps that keep the batch write straight into the result."""
        for step, gradients in self._gradients_by_step():
            if step.keeps_batch:
                step.gradients = gradients

    def _gradients_by_step(self) -> Iterable[tuple[Any, list[NDArray[Any]]]]:
        place = 0
        for step in self._lanes[0].chain.steps:
            count = len(step.parameters)
            yield step, self._gradients[place : place + count]
            place += count

    def _finish(self, part: Round, *, first: bool) -> None:
        for place, step in enumerate(self._lanes[0].chain.steps):
            if step.keeps_batch and step.parameters:
                step.finish(part.before(place), part.gradients[place], first=first)

    def _add_sums(self) -> None:
        for step, gradients in self._gradients_by_step():
            if step.keeps_batch:
                continue
            place = self._lanes[0].chain.steps.index(step)
            for number, gradient in enumerate(gradients):
                gradient[...] = step.gradients[number]
                for lane in self._lanes[1:]:
                    gradient += lane.chain.steps[place].gradients[number]


class Lane:
    """A chain of steps and the loss at its end."""

    def __init__(self, plan: NetworkPlan, loss: Loss | None, dtype: np.dtype[Any]) -> None:
        self.chain = Chain(plan)
        self._shape = plan.layers[-1].output_shape or ()
        self.head = None if loss is None else LossHead(loss, plan.last_activation, dtype)

    def train(self, part: Round, rows: slice, *, scale: float) -> Verdict:
        """Go forward and back over some samples of a round."""
        sums = self.chain.train(part, rows)
        gradient = self.chain.last_gradient(part, rows)
        verdict = self._judge(sums, part.targets[rows], gradient, scale)
        self.chain.go_back(gradient, part, rows)
        return verdict

    def input_gradient(self, inputs: NDArray[Any], targets: NDArray[Any]) -> NDArray[Any]:
        """Return how each sample's loss changes with its inputs; overwritten by the next."""
        sums = self.chain.infer(inputs, steps=len(self.chain.steps))
        gradient = np.empty_like(sums)
        self._judge(sums, targets, gradient, 1.0)
        return self.chain.go_back_to_inputs(gradient).reshape(inputs.shape)

    def _judge(
        self, sums: NDArray[Any], targets: NDArray[Any], gradient: NDArray[Any], scale: float
    ) -> Verdict:
        if self.head is None:
            raise LearnError("gradients need a loss: compile the network first")
        shape = (len(sums), *self._shape)
        return self.head.judge(sums.reshape(shape), targets, gradient.reshape(shape), scale=scale)


def _flat_gradients(layers: Sequence[Layer], dtype: np.dtype[Any]) -> list[NDArray[Any]]:
    parameters = trainable_parameters(layers)
    flat = np.zeros(sum(one.values.size for one in parameters), dtype)
    gradients = []
    place = 0
    for one in parameters:
        gradients.append(flat[place : place + one.values.size].reshape(one.values.shape))
        place += one.values.size
    return gradients
