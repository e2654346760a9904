"""Put an edited kernel back into a network and see what that does to its accuracy."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kernelview.jobs import Job
from kernelview.kernels import Kernel
from kernelview.learn.dataset import Dataset
from kernelview.learn.evaluation import Evaluation, evaluate
from kernelview.learn.learned import KernelAddress, with_kernel
from kernelview.learn.run_record import RunRecord, Weights
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from kernelview.usecases.load_dataset import load_dataset

# Between a run's name and the kernel in it that was made by hand.
BY_HAND = ", by hand "


@dataclass(frozen=True, eq=False)
class Placed:
    """A network with another kernel in it, and how it does on the test pictures."""

    record: RunRecord
    address: KernelAddress
    before: Evaluation
    after: Evaluation


def _now() -> datetime:
    return datetime.now(UTC)


def put_kernel(
    record: RunRecord,
    test: Dataset,
    address: KernelAddress,
    *,
    kernel: Kernel,
    now: Callable[[], datetime] = _now,
) -> Job[Placed]:
    """Put `kernel` at `address`; the record it gives is a run of its own, begun now.

    Raises LearnError where the kernel does not fit there.
    """
    shape, classes = record.input_shape, len(record.class_names)
    weights = with_kernel(record.weights, record.blueprint, shape, classes, address, kernel)
    model = network_of_record(record)
    before = yield from evaluate(model, test)
    model.set_weights(list(weights))
    after = yield from evaluate(model, test)
    changed = replace(
        record,
        name=f"{record.name.partition(BY_HAND)[0]}{BY_HAND}{address}",
        started=now(),
        weights=_read_only(weights),
        confusion=after.confusion,
    )
    return Placed(changed, address, before, after)


def put_into_kept(
    record: RunRecord,
    address: KernelAddress,
    *,
    kernel: Kernel,
    now: Callable[[], datetime] = _now,
) -> Job[Placed]:
    """Do as `put_kernel` does with the pictures that the run was tested on, loaded here.

    Raises LearnError, and DatasetFileError where they cannot be read any more.
    """
    split = yield from load_dataset(record.data)
    return (yield from put_kernel(record, split.test, address, kernel=kernel, now=now))


def network_of_record(record: RunRecord) -> Sequential:
    """Return a kept run's network with its weights."""
    classes = len(record.class_names)
    model = build_network(record.blueprint, record.input_shape, classes, seed=record.settings.seed)
    model.set_weights(list(record.weights))
    return model


def _read_only(weights: Weights) -> Weights:
    copies = tuple(values.copy() for values in weights)
    for values in copies:
        values.flags.writeable = False
    return copies
