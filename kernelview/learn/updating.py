"""One batch: gradients, and the weights that follow them, as long as the numbers are finite."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.layers import trainable_parameters
from kernelview.learn.packing import GradientVector, runs
from kernelview.learn.passes import BatchResult, Passes
from kernelview.threads import one_blas_thread

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential


@dataclass(frozen=True)
class Divergence:
    """Numbers that are not finite any more: `what` they are, and `where` that began."""

    what: str
    where: str


class Updating:
    """Changes a model's weights batch by batch, and can go back by one."""

    def __init__(self, model: Sequential) -> None:
        self._model = model
        self._passes = Passes(model.layers, loss=model.loss, dtype=model.dtype)
        self._runs = runs(model.flat_values, trainable_parameters(model.layers))
        count = sum(run.size for run in self._runs)
        self._vector = GradientVector(count, model.dtype)
        self._working = model.flat_values.copy()
        model.optimizer.prepare(count, model.dtype)

    def train_on(
        self, inputs: NDArray[Any], targets: NDArray[Any], noise: np.random.Generator
    ) -> BatchResult | Divergence:
        """Change the weights by a batch.

        Where numbers are not finite, the last weights that gave a finite loss are put back.
        """
        with one_blas_thread(), np.errstate(all="ignore"):
            result = self._passes.gradients(inputs, targets, noise)
            if not isfinite(result.loss_sum):
                return self._gone_wrong(f"the loss became {_called(result.loss_sum)}", inputs)
            np.copyto(self._working, self._model.flat_values)
            gradient = self._vector.of(result.gradients)
            # A sum of squares tells of any number that is not finite, and takes no time.
            if not isfinite(np.dot(gradient, gradient)):
                return self._gone_wrong("the gradient became infinite", inputs)
            self._model.optimizer.update(self._runs, gradient)
            return result

    def check_weights(self) -> Divergence | None:
        """Return what is wrong with the weights, if they are not all finite; as `train_on`."""
        if np.isfinite(self._model.flat_values).all():
            return None
        return self._gone_wrong("the weights became infinite")

    def _gone_wrong(self, what: str, inputs: NDArray[Any] | None = None) -> Divergence:
        divergence = Divergence(what, self._first_layer(inputs))
        np.copyto(self._model.flat_values, self._working)
        return divergence

    def _first_layer(self, inputs: NDArray[Any] | None) -> str:
        for count, layer in enumerate(self._model.layers, 1):
            for parameter in layer.parameters:
                if not np.isfinite(parameter.values).all():
                    return f"{layer.name} was the first layer whose {parameter.name} was not finite"
            if inputs is None:
                continue
            if not np.isfinite(self._passes.outputs(inputs, upto=count)).all():
                return f"{layer.name} was the first layer whose outputs were not finite"
        last = self._model.layers[-1].name
        return f"all outputs were finite, but not the gradient that {last} hands back"


def _called(loss: float) -> str:
    return "NaN" if np.isnan(loss) else "infinite"
