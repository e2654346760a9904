"""What can be undone: earlier documents, named, within a bound."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

import numpy as np

from kernelview.document.document import Document
from kernelview.document.errors import DocumentError
from kernelview.document.image import Image

LARGEST_STEPS = 500
LARGEST_BYTES = 512 * 2**20


@dataclass(frozen=True)
class Step:
    """A named edit and the document before (or, once undone, after) it."""

    name: str
    document: Document


@dataclass(frozen=True)
class History:
    """Steps to undo, oldest first, and steps to redo, next one last.

    Pictures that only the history still holds, not the one in hand, count towards its bytes.
    When there are more than `largest_steps` or `largest_bytes`, the steps farthest from the
    document in hand go.
    """

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    largest_steps: int = LARGEST_STEPS
    largest_bytes: int = LARGEST_BYTES

    def record(self, name: str, before: Document, *, now: Document) -> "History":
        """Return the history after the edit `name` made `now` of `before`."""
        past = (*self.past, Step(name, before))
        return replace(self, past=past, future=()).bounded(now=now)

    def undo(self, now: Document) -> tuple[Document, "History"]:
        """Return the previous document and the history in which `now` can be redone."""
        if not self.past:
            raise DocumentError("there is nothing to undo")
        step = self.past[-1]
        future = (*self.future, Step(step.name, now))
        changed = replace(self, past=self.past[:-1], future=future)
        return step.document, changed._bounded(step.document, keep_redo=True)

    def redo(self, now: Document) -> tuple[Document, "History"]:
        """Return the document that was undone last and the history before it."""
        if not self.future:
            raise DocumentError("there is nothing to redo")
        step = self.future[-1]
        past = (*self.past, Step(step.name, now))
        changed = replace(self, past=past, future=self.future[:-1])
        return step.document, changed.bounded(now=step.document)

    def take_back(self) -> tuple[Document, "History"]:
        """Return the previous document and the history as if its step had never been."""
        if not self.past:
            raise DocumentError("there is nothing to take back")
        return self.past[-1].document, replace(self, past=self.past[:-1])

    def bounded(self, *, now: Document) -> "History":
        """Return the history without the steps that are too many beside the document in hand."""
        return self._bounded(now, keep_redo=False)

    def _bounded(self, now: Document, *, keep_redo: bool) -> "History":
        undo, redo = reversed(self.past), reversed(self.future)
        sides = (redo, undo) if keep_redo else (undo, redo)
        first, second = self._nearest_that_fit(now.image, *sides)
        undone, redone = (second, first) if keep_redo else (first, second)
        kept_past = self.past[len(self.past) - undone :]
        return replace(self, past=kept_past, future=self.future[len(self.future) - redone :])

    def _nearest_that_fit(
        self, in_hand: Image, first: Iterable[Step], second: Iterable[Step]
    ) -> tuple[int, int]:
        """Return how many steps of each side fit; both sides begin with the nearest."""
        kept, full = [0, 0], [False, False]
        held, held_bytes = {id(_memory(in_hand))}, 0
        for place, step in enumerate(chain.from_iterable(zip_longest(first, second))):
            side = place % 2
            if step is None or full[side]:
                continue
            memory = _memory(step.document.image)
            added = 0 if id(memory) in held else memory.nbytes
            if sum(kept) >= self.largest_steps or held_bytes + added > self.largest_bytes:
                full[side] = True
                continue
            kept[side] += 1
            held.add(id(memory))
            held_bytes += added
        return kept[0], kept[1]


def _memory(image: Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.generic]]":
    """Return the array that holds the picture's pixels, which may be a view of a larger one."""
    pixels = image.pixels
    while isinstance(pixels.base, np.ndarray):
        pixels = pixels.base
    return pixels
