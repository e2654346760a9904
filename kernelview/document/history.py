"""What can be undone: earlier documents, named, within a bound."""

from dataclasses import dataclass, replace

from kernelview.document.document import Document

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

    Pictures that only the history still holds count towards its bytes; the oldest steps go
    when there are more than `largest_steps` or `largest_bytes`.
    """

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    largest_steps: int = LARGEST_STEPS
    largest_bytes: int = LARGEST_BYTES

    def record(self, name: str, before: Document) -> "History":
        """Return the history after the edit `name` left `before`."""
        return replace(self, past=self._bounded((*self.past, Step(name, before))), future=())

    def undo(self, now: Document) -> tuple[Document, "History"]:
        """Return the previous document and the history in which `now` can be redone."""
        step = self.past[-1]
        future = (*self.future, Step(step.name, now))
        return step.document, replace(self, past=self.past[:-1], future=future)

    def redo(self, now: Document) -> tuple[Document, "History"]:
        """Return the document that was undone last and the history before it."""
        step = self.future[-1]
        past = (*self.past, Step(step.name, now))
        return step.document, replace(self, past=past, future=self.future[:-1])

    def _bounded(self, past: tuple[Step, ...]) -> tuple[Step, ...]:
        past = past[-self.largest_steps :]
        while past and _bytes_held(past) > self.largest_bytes:
            past = past[1:]
        return past


def _bytes_held(steps: tuple[Step, ...]) -> int:
    pictures = {id(step.document.image): step.document.image for step in steps}
    return sum(image.pixels.nbytes for image in pictures.values())
