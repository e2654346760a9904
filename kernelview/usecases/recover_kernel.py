"""Recover the kernel between a picture and its filtered version."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.engine import white_level
from kernelview.engine.channels import luminance, split_alpha
from kernelview.files.errors import ImageFileError
from kernelview.files.jpeg_losses import packed_like
from kernelview.jobs import Job
from kernelview.learn.descending import DescentSettings, descend
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.learn.recovery import Recovery
from kernelview.learn.windows import Rounding, rounding_of
from kernelview.usecases.packing_losses import Units, allow_for_packing

_JPEG = (".jpg", ".jpeg")
_LOSSY = (*_JPEG, ".webp")


@dataclass(frozen=True, eq=False)
class Pair:
    """Two pictures made alike: in the units of the first, without alpha."""

    before: NDArray[Any]
    after: NDArray[Any]
    rounding: Rounding
    notes: tuple[str, ...]


def recover_kernel(
    before: Image,
    after: Image,
    settings: RecoverySettings,
    descent: DescentSettings | None = None,
) -> Job[Recovery]:
    """Return the kernel that makes `after` of `before`; by gradient descent where asked.

    A result in another depth is brought to the picture's units, and a grey result of a colour
    picture is compared with its luminance. A descent yields a DescentStep after each step.
    Raises LearnError where no kernel can be found.
    """
    pair = paired(before, after)
    given = replace(settings, rounding=settings.rounding or pair.rounding)
    if descent is None:
        recovery = yield from recover(pair.before, pair.after, given)
    else:
        recovery = yield from descend(pair.before, pair.after, given, descent)
    recovery = replace(recovery, notes=pair.notes)
    return (yield from _packed(recovery, pair, after, given))


def _packed(
    recovery: Recovery, pair: Pair, after: Image, settings: RecoverySettings
) -> Job[Recovery]:
    """Allow for what a JPEG file's packing does; what others do is only noted."""
    path = after.path
    if path is None or path.suffix.lower() not in _JPEG or after.pixels.dtype != np.uint8:
        return recovery
    units = Units(pair.rounding.step, pair.rounding)
    pack = partial(packed_like, path)
    try:
        return (
            yield from allow_for_packing(recovery, pair.before, settings, pack=pack, units=units)
        )
    except ImageFileError:
        return recovery


def paired(before: Image, after: Image) -> Pair:
    """Return both pictures' pixels made alike, and in plain sentences what that took."""
    first, _ = split_alpha(before.pixels)
    second, _ = split_alpha(after.pixels)
    notes = []
    if first.ndim == 2 and second.ndim == 3 and _is_grey(second):
        second = second[:, :, 0]
    if first.ndim == 3 and second.ndim == 2:
        first = luminance(first)
        notes.append(f"{before.name} has colours, {after.name} has none: its luminance was used")
    second, rounding = _in_units(second, white_level(before.pixels))
    if after.path is not None and after.path.suffix.lower() in _LOSSY:
        notes.append(
            f"{after.name} is packed with losses, which are found as noise or as part of the kernel"
        )
    return Pair(first, second, rounding, tuple(notes))


def _is_grey(colour: NDArray[Any]) -> bool:
    return bool(np.all(colour == colour[:, :, :1]))


def _in_units(after: NDArray[Any], white: float) -> tuple[NDArray[Any], Rounding]:
    rounding, factor = rounding_of(after), white / white_level(after)
    if factor == 1:
        return after, rounding
    low = None if rounding.low is None else rounding.low * factor
    high = None if rounding.high is None else rounding.high * factor
    return after * np.float64(factor), Rounding(rounding.step * factor, low, high)
