"""Where the time of a training goes: each step forward and back, the loss, the optimizer."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from kernelview.learn.layers import trainable_parameters
from kernelview.learn.optimizers import Adam
from kernelview.learn.passes import Passes
from kernelview.threads import one_blas_thread
from tests.benchmarks.training_networks import Arrays, Case, built

# The first batches make the arrays.
_WARM = 3


class _Clock:
    """Seconds of this thread by name: what others do meanwhile does not count."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed_call(*arguments: Any, **options: Any) -> Any:
            begun = time.thread_time()
            result = call(*arguments, **options)
            self.seconds[name] = self.seconds.get(name, 0.0) + time.thread_time() - begun
            return result

        return timed_call


def parts(case: Case, arrays: Arrays, *, batches: int = 60) -> dict[str, float]:
    """Return microseconds an image by part, on one thread; "rest" is what lies between them."""
    images = arrays[f"{case.network.data} images"]
    labels = arrays[f"{case.network.data} labels"]
    model = built(case.network, images.shape[1:])
    passes = Passes(model.layers, loss=model.loss, dtype=np.float32, threads=1)
    clock = _Clock()
    _watch(passes, clock)
    flat = model.flat_values[: sum(one.values.size for one in trainable_parameters(model.layers))]
    optimizer = Adam()
    optimizer.prepare(flat.size, flat.dtype)
    random = np.random.default_rng(0)

    def train(number: int) -> None:
        start = number * case.batch % max(1, len(images) - case.batch)
        rows = slice(start, start + case.batch)
        result = passes.gradients(images[rows], labels[rows], random)
        vector = np.concatenate([one.reshape(-1) for one in result.gradients])
        clock.timed("optimizer", optimizer.update)([flat], vector)

    with one_blas_thread():
        for number in range(_WARM):
            train(number)
        clock.seconds.clear()
        begun = time.thread_time()
        for number in range(batches):
            train(number)
        whole = time.thread_time() - begun
    found = clock.seconds | {"rest": whole - sum(clock.seconds.values())}
    return {name: 1e6 * seconds / (batches * case.batch) for name, seconds in found.items()}


def _watch(passes: Passes, clock: _Clock) -> None:
    """Time the steps of the only chain that one thread with small batches needs."""
    for lane in passes.lanes():
        for number, step in enumerate(lane.chain.steps, 1):
            kind = f"{number} {type(step).__name__.removesuffix('Step')}"
            for name, what in (
                ("forward", "forward"),
                ("backward", "back"),
                ("finish", "weights' gradient"),
            ):
                setattr(step, name, clock.timed(f"{kind} {what}", getattr(step, name)))
        if lane.head is not None:
            setattr(lane.head, "judge", clock.timed("loss", lane.head.judge))  # noqa: B010
