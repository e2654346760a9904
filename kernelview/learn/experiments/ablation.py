"""Ablation: what a trained network loses without a kernel, or with another in its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import check_fit
from kernelview.learn.experiments.ablation_table import Ablation, AblationRow
from kernelview.learn.experiments.statistics import holm, mcnemar_chance, share_interval
from kernelview.learn.layers import Convolution
from kernelview.learn.learned import placed_weights
from kernelview.learn.passes import Passes
from kernelview.learn.sequential import Sequential

BATCH = 64


@dataclass(frozen=True)
class _Change:
    """Units to change; `replacement` "" silences them."""

    unit: int | None
    units: tuple[int, ...]
    replacement: str


def ablate(
    model: Sequential,
    test: Dataset,
    *,
    layer: str = "",
    replacements: Mapping[int, Kernel] | None = None,
) -> Job[Ablation]:
    """Silence each unit's output, and put each replacement in, on the same test pictures.

    `layer` names a convolution, "" the first. A replacement gets the sign and the norm of the
    kernel it replaces, channel by channel; the unit keeps its bias. Raises LearnError.
    """
    check_fit(model, test)
    place = _place(model, layer)
    instead = dict(sorted((replacements or {}).items()))
    replaced = _replaced(model, place, instead)
    changes = _changes(model.layers[place], instead)
    halves = _Halves(model, replaced, place)
    right = np.empty((1 + len(changes), len(test)), np.bool_)
    for start in range(0, len(test), BATCH):
        part = slice(start, start + BATCH)
        pictures = replace(test, images=test.images[part], labels=test.labels[part])
        for row, predicted in enumerate(halves.predictions(pictures.inputs(), changes)):
            right[row, part] = predicted == pictures.labels
            done = min(start + BATCH, len(test))
            yield Progress(done, len(test), "looking without each kernel")
    return _ablation(model.layers[place].name, changes, right)


def fitted(learned: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `weights` (rows, columns) with sign and norm of each channel of `learned`."""
    norms = np.sqrt(np.sum(np.square(learned, dtype=np.float64), axis=(0, 1)))
    products = np.tensordot(weights, learned.astype(np.float64), axes=2)
    gains = np.where(products < 0, -norms, norms) / np.linalg.norm(weights)
    return np.asarray(weights[..., np.newaxis] * gains)


class _Halves:
    """A network cut behind a convolution: its maps come once, what follows sees them changed."""

    def __init__(self, model: Sequential, replaced: Sequential, place: int) -> None:
        self._model, self._replaced, self._upto = model, replaced, place + 1
        self._rest = Passes(model.layers[self._upto :], loss=None, dtype=model.dtype)

    def predictions(
        self, inputs: NDArray[Any], changes: Sequence[_Change]
    ) -> Iterator[NDArray[np.int64]]:
        """Return the likeliest classes (N,) as the network is, then with each change."""
        inputs = inputs.astype(self._model.dtype, copy=False)
        maps = self._model.passes.outputs(inputs, upto=self._upto)
        others = self._replaced.passes.outputs(inputs, upto=self._upto)
        yield self._answers(maps)
        for change in changes:
            changed = maps.copy()
            units = [*change.units]
            changed[..., units] = others[..., units] if change.replacement else 0
            yield self._answers(changed)

    def _answers(self, maps: NDArray[Any]) -> NDArray[np.int64]:
        with np.errstate(all="ignore"):
            return np.asarray(np.argmax(self._rest.outputs(maps), axis=1), np.int64)


def _place(model: Sequential, name: str) -> int:
    for place, layer in enumerate(model.layers):
        if isinstance(layer, Convolution) and name in {"", layer.name}:
            if layer.activation == "softmax":
                raise layer.error("its units hang together by softmax: none can be silenced alone")
            return place
    raise LearnError(f"the network has no convolution{f' called {name!r}' if name else ''}")


def _replaced(model: Sequential, place: int, instead: Mapping[int, Kernel]) -> Sequential:
    """Return the network with every replacement in."""
    twin = model.copy()
    values = twin.layers[place].parameters[0].values
    # The kernels of a Conv1D have one row.
    kernels = values if values.ndim == 4 else values[np.newaxis]
    rows, columns, _, units = kernels.shape
    for unit, kernel in instead.items():
        name = f"{twin.layers[place].name}/{unit}"
        if not 0 <= unit < units:
            raise LearnError(f"{name} is no unit: there are 0 to {units - 1}")
        if not kernel.weights.any():
            raise LearnError(f"the replacement of {name} is all zeros: that is to remove it")
        weights = placed_weights(kernel, rows, columns, place=name)
        kernels[..., unit] = fitted(kernels[..., unit], weights / np.abs(weights).max())
    return twin


def _changes(convolution: Any, instead: Mapping[int, Kernel]) -> tuple[_Change, ...]:
    silenced = [_Change(unit, (unit,), "") for unit in range(convolution.filters)]
    replaced = [
        _Change(unit, (unit,), kernel.name or "a kernel") for unit, kernel in instead.items()
    ]
    together = [_Change(None, tuple(instead), "each its own")] if len(instead) > 1 else []
    return (*silenced, *replaced, *together)


def _ablation(layer: str, changes: Sequence[_Change], right: NDArray[np.bool_]) -> Ablation:
    before, tested = right[0], right.shape[1]
    rows = [_row(change, before, after) for change, after in zip(changes, right[1:], strict=True)]
    chances = holm([row.chance for row in rows])
    adjusted = (replace(row, adjusted=one) for row, one in zip(rows, chances, strict=True))
    return Ablation(layer, float(before.mean()), tested, tuple(adjusted))


def _row(change: _Change, before: NDArray[np.bool_], after: NDArray[np.bool_]) -> AblationRow:
    lost, won = int(np.sum(before & ~after)), int(np.sum(after & ~before))
    low, high = share_interval(lost, won, len(before))
    chance = mcnemar_chance(lost, won)
    return AblationRow(
        unit=change.unit,
        replacement=change.replacement,
        accuracy=float(after.mean()),
        lost=lost,
        won=won,
        difference=(won - lost) / len(before),
        low=low,
        high=high,
        chance=chance,
        adjusted=chance,
    )
