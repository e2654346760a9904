"""The one mutable object: the document in hand, its history and who listens."""

from collections import deque
from collections.abc import Callable, Hashable
from contextlib import ExitStack

from kernelview.document.document import Document
from kernelview.document.history import History

Listener = Callable[[Document, Document], None]
Edit = Callable[[Document], Document]


class Session:
    """Applies edits to the document, remembers them, and tells the listeners (old, new)."""

    def __init__(self, document: Document, *, history: History | None = None) -> None:
        self._document = document
        self._history = history if history is not None else History()
        self._listeners: list[Listener] = []
        self._merge_key: Hashable = None
        self._untold: deque[tuple[Document, Document]] = deque()

    @property
    def document(self) -> Document:
        """The document in hand."""
        return self._document

    @property
    def undo_name(self) -> str | None:
        """Name of the step that undo takes back, or None."""
        return self._history.past[-1].name if self._history.past else None

    @property
    def redo_name(self) -> str | None:
        """Name of the step that redo brings back, or None."""
        return self._history.future[-1].name if self._history.future else None

    def listen(self, listener: Listener) -> None:
        """Call `listener(old, new)` after every change, in the order of the changes.

        A listener that raises keeps no other from hearing; its error then reaches whoever
        made the change, which stands.
        """
        self._listeners.append(listener)

    def apply(self, name: str, edit: Edit, *, merge_key: Hashable = None) -> None:
        """Apply an edit as the step `name`; edits in a row with one `merge_key` are one step.

        An edit that raises or changes nothing leaves the document and history as they are.
        """
        before = self._document
        after = edit(before)
        if after == before:
            return
        if merge_key is None or merge_key != self._merge_key or not self._history.past:
            self._history = self._history.record(name, before, now=after)
            self._merge_key = merge_key
        elif after == self._history.past[-1].document:
            # The drag came back to where it began: there is nothing to undo.
            after, self._history = self._history.take_back()
            self._merge_key = None
        else:
            self._history = self._history.bounded(now=after)
        self._change_to(after)

    def end_merging(self) -> None:
        """Make the next edit a step of its own, whatever its merge key: a drag has ended."""
        self._merge_key = None

    def undo(self) -> None:
        """Go back one step, if there is one."""
        if self._history.past:
            document, self._history = self._history.undo(self._document)
            self._merge_key = None
            self._change_to(document)

    def redo(self) -> None:
        """Bring back the step undone last, if there is one."""
        if self._history.future:
            document, self._history = self._history.redo(self._document)
            self._merge_key = None
            self._change_to(document)

    def _change_to(self, document: Document) -> None:
        self._untold.append((self._document, document))
        self._document = document
        if len(self._untold) == 1:  # Otherwise a listener made this change; it is told next.
            self._tell()

    def _tell(self) -> None:
        try:
            with ExitStack() as calls:
                for listener in reversed(self._listeners):
                    calls.callback(listener, *self._untold[0])
        finally:
            self._untold.popleft()
            if self._untold:
                self._tell()
