"""Pairs, pictures and comparisons for the tests of the pair view and the maps."""

from functools import cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from kernelview.document import Image
from kernelview.jobs import run
from kernelview.kernels.matching import fitted
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, Pairing, compare_banks
from kernelview.usecases.compare_pair import Maps, PairPictures, bank_maps, filter_pair
from tests.usecases.training_samples import trained


def picture(height: int = 40, width: int = 60, *, name: str = "steps") -> Image:
    """Return dark and light stripes."""
    stripes = (np.indices((height, width)).sum(axis=0) // 7 % 2 * 200 + 20).astype(np.uint8)
    return Image(stripes, name)


def pictures(pairing: Pairing, image: Image | None = None) -> PairPictures:
    """Return what both kernels make of a picture."""
    return run(filter_pair(image or picture(), pairing))


@cache
def comparison() -> BankComparison:
    """Return the comparison of a small trained network with the presets."""
    choice = MatchChoice(bank="presets")
    return run(compare_banks(trained().record, choice, random=np.random.default_rng(0)))


def maps(side: int = 60) -> tuple[Maps, Maps]:
    """Return the maps of both banks."""
    pairings = comparison().pairings
    learned = [each.learned.kernel for each in pairings]
    hand_made = [
        each.learned.kernel if each.match is None else fitted(each.match, each.learned.kernel)
        for each in pairings
    ]
    image = picture()
    return run(bank_maps(image, hand_made, side)), run(bank_maps(image, learned, side))


def colour_at(grab: QImage, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour of a place in a widget's picture."""
    ratio = grab.devicePixelRatio()
    colour = QColor(grab.pixelColor(int(x * ratio), int(y * ratio)))
    return colour.red(), colour.green(), colour.blue()
