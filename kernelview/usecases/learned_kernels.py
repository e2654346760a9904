"""The kernels that a kept network has learned: found by address, and exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kernelview.files.kernels import KERNEL_SUFFIXES, SUFFIXES_OF_SEVERAL, save_kernel, save_kernels
from kernelview.files.mine import save_mine
from kernelview.files.models import load_run
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.learned import (
    KernelAddress,
    KernelLayer,
    kernel_layers,
    learned_kernel,
    parse_address,
)
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.errors import UseCaseError


@dataclass(frozen=True)
class Learned:
    """A kernel, where it stands in its network, and the bias added to its answer.

    `channels` is how many input channels its unit has.
    """

    address: KernelAddress
    kernel: Kernel
    bias: float
    channels: int


def find_learned(path: Path, address: str) -> Kernel:
    """Return one learned kernel. Raises ModelFileError, UseCaseError."""
    try:
        (learned,) = learned_kernels(path, address)
    except LearnError as error:
        raise UseCaseError(f"{path}: {error}") from error
    return learned.kernel


def learned_kernels(path: Path, where: str | None = None) -> tuple[Learned, ...]:
    """Return a kept network's kernels, as `learned_of` does.

    Raises ModelFileError, LearnError, UseCaseError.
    """
    try:
        return learned_of(load_run(path), where)
    except UseCaseError as error:
        raise UseCaseError(f"{path}: {error}") from error


def learned_of(record: RunRecord, where: str | None = None) -> tuple[Learned, ...]:
    """Return a network's kernels: all, a layer's ("conv1") or one ("conv1/7").

    Of a unit with several input channels it is the mean over them, unless the channel is named
    ("conv2/7/3"). Raises LearnError, UseCaseError.
    """
    layers = kernel_layers(
        record.blueprint, record.input_shape, len(record.class_names), record.weights
    )
    if not layers:
        raise UseCaseError("this network has no convolutional layer")
    if where is None:
        return tuple(one for layer in layers for one in _all_of(layer))
    if "/" in where:
        address = parse_address(where)
        return (_learned(_layer(layers, address.layer), address),)
    return _all_of(_layer(layers, where))


def first_kernels(record: RunRecord) -> tuple[Kernel, ...]:
    """Return the kernels of a network's first convolution; none where there is none."""
    try:
        learned = learned_of(record)
    except UseCaseError:
        return ()
    layer = learned[0].address.layer
    return tuple(one.kernel for one in learned if one.address.layer == layer)


def export_kernels(learned: Sequence[Learned], target: Path) -> tuple[Path, ...]:
    """Write kernels to a folder, a .json file each; one alone, or a file that holds all.

    Returns what was written. Raises KernelFileError, UseCaseError, OSError.
    """
    suffix = target.suffix.lower()
    if suffix not in KERNEL_SUFFIXES or target.is_dir():
        return _into_folder(learned, target)
    if len(learned) == 1:
        save_kernel(learned[0].kernel, target)
    elif suffix == ".json":
        save_mine([one.kernel for one in learned], target)
    elif suffix in SUFFIXES_OF_SEVERAL:
        save_kernels([one.kernel for one in learned], target)
    else:
        raise UseCaseError(
            f"a {suffix} file holds one kernel, these are {len(learned)}; "
            "name a folder or a .json file"
        )
    return (target,)


def _into_folder(learned: Sequence[Learned], folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    targets = []
    for one in learned:
        target = folder / f"{str(one.address).replace('/', '-')}.json"
        save_kernel(one.kernel, target)
        targets.append(target)
    return tuple(targets)


def _layer(layers: Sequence[KernelLayer], name: str) -> KernelLayer:
    for layer in layers:
        if layer.name == name:
            return layer
    known = ", ".join(layer.name for layer in layers)
    raise UseCaseError(f"no convolutional layer is called {name!r}; there are {known}")


def _all_of(layer: KernelLayer) -> tuple[Learned, ...]:
    units = range(layer.kernels.shape[-1])
    return tuple(_learned(layer, KernelAddress(layer.name, unit, None)) for unit in units)


def _learned(layer: KernelLayer, address: KernelAddress) -> Learned:
    kernel = learned_kernel(layer, address)
    bias = 0.0 if layer.bias is None else float(layer.bias[address.unit])
    return Learned(address, kernel, bias, layer.kernels.shape[-2])
