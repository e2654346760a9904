"""Session and history against a plain list of documents, under any series of actions."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kernelview.document import Document, DocumentError, History, Image, Session, Slot, edits
from kernelview.document.session import Edit
from kernelview.engine import Activate, Convolve, Magnitude, Pipeline, Pool, Threshold
from kernelview.kernels import KernelError, automatic_divisor, build, preset, recipe_for

SIDE = 8  # a picture of 64 bytes
EDGE = preset("sobel-x")

numbers = st.integers(-3, 3).map(float)
places = st.integers(-1, 4)
stages = st.sampled_from(
    [Convolve(EDGE), Magnitude(EDGE, preset("sobel-y")), Activate(), Pool(), Threshold()]
)


def edit(function: Any, *arguments: Any, **settings_: Any) -> Edit:
    return lambda document: function(document, *arguments, **settings_)


some_edits = st.one_of(
    st.builds(lambda value: edit(edits.set_cells, {(0, 0): value}), numbers),
    st.builds(lambda value: edit(edits.set_divisor, value), st.none() | numbers),
    st.builds(lambda name: edit(edits.choose_preset, name), st.sampled_from(["box-3", "sharpen"])),
    st.builds(
        lambda sigma: edit(edits.choose_recipe, recipe_for("gaussian", sigma=sigma)),
        st.sampled_from([1.0, 2.0]),
    ),
    st.builds(lambda stage, index: edit(edits.add_stage, stage, index=index), stages, places),
    st.builds(lambda index: edit(edits.remove_stage, index), places),
    st.builds(lambda index: edit(edits.toggle_stage, index), places),
    st.builds(lambda index, to: edit(edits.move_stage, index, to), places, places),
    st.builds(lambda index, stage: edit(edits.replace_stage, index, stage), places, stages),
    st.builds(lambda index, part: edit(edits.select_slot, Slot(index, part)), places, places),
    st.just(edit(edits.add_to_mine, EDGE)),
    st.builds(lambda index: edit(edits.remove_from_mine, index), places),
)


def new_picture() -> Image:
    return Image(np.zeros((SIDE, SIDE), np.uint8))


class HistoryMachine(RuleBasedStateMachine):
    """`line` is every document that can be reached, `here` the place of the one in hand."""

    @initialize(steps=st.integers(0, 6), pictures=st.integers(0, 3))
    def start(self, steps: int, pictures: int) -> None:
        self.largest_steps, self.largest_bytes = steps, pictures * SIDE * SIDE
        first = Document(new_picture(), Pipeline((Convolve(EDGE),)))
        history = History(largest_steps=steps, largest_bytes=self.largest_bytes)
        self.session = Session(first, history=history)
        self.heard: list[tuple[Document, Document]] = []
        self.session.listen(lambda old, new: self.heard.append((old, new)))
        self.line = [first]
        self.here = 0
        self.dragging: str | None = None

    @rule(some_edit=some_edits, key=st.sampled_from([None, None, "a", "b"]))
    def apply(self, some_edit: Edit, key: str | None) -> None:
        before = self.line[self.here]
        try:
            after = some_edit(before)
        except (DocumentError, KernelError) as error:
            with pytest.raises(type(error)):
                self.session.apply("Edit", some_edit, merge_key=key)
            return
        self.change(after, key)

    @rule()
    def open_picture(self) -> None:
        self.change(edits.open_image(self.line[self.here], new_picture()), None)

    @rule(values=st.lists(st.integers(0, 2).map(float), min_size=2, max_size=4))
    def drag(self, values: list[float]) -> None:
        for value in values:
            self.change(edits.set_offset(self.line[self.here], value), "drag")

    @rule()
    def end_drag(self) -> None:
        self.session.end_merging()
        self.dragging = None

    @precondition(lambda self: self.here > 0)
    @rule()
    def undo(self) -> None:
        self.step(self.session.undo, -1)

    @precondition(lambda self: self.here < len(self.line) - 1)
    @rule()
    def redo(self) -> None:
        self.step(self.session.redo, 1)

    def step(self, move: Callable[[], None], by: int) -> None:
        before = self.line[self.here]
        self.here += by
        self.dragging = None
        move()
        self.hears(before, self.line[self.here])

    def change(self, after: Document, key: str | None) -> None:
        before = self.line[self.here]
        merges = key is not None and key == self.dragging and self.here > 0
        if after == before:
            pass
        elif merges and after == self.line[self.here - 1]:
            self.here, self.dragging = self.here - 1, None
            del self.line[self.here + 1 :]
        elif merges:
            self.line[self.here :] = [after]
        else:
            self.line[self.here + 1 :] = [after]
            self.here, self.dragging = self.here + 1, key
        self.session.apply("Edit", lambda _: after, merge_key=key)
        if after != before:
            self.hears(before, self.line[self.here])

    def hears(self, old: Document, new: Document) -> None:
        """Each change is heard once, and the history gives up no more than it must."""
        assert len(self.heard) == 1
        assert (self.heard[0][0], self.heard[0][1]) == (old, new)
        assert self.heard[0][0] is old
        assert self.heard[0][1] is new
        self.heard.clear()
        history = self.session._history
        first = self.here - len(history.past)
        end = self.here + len(history.future) + 1
        assert first >= 0
        assert end <= len(self.line)
        dropped = self.line[first - 1 : first] if first else []
        dropped += self.line[end : end + 1]
        kept = self.line[first:end]
        for document in dropped:
            assert len(kept) > self.largest_steps or self.held([*kept, document]) > (
                self.largest_bytes
            )
        self.line, self.here = kept, self.here - first

    def held(self, documents: list[Document]) -> int:
        """Bytes of the pictures of these documents besides the one in hand."""
        others = {id(document.image) for document in documents}
        return len(others - {id(self.line[self.here].image)}) * SIDE * SIDE

    @invariant()
    def the_document_is_the_lines(self) -> None:
        assert self.session.document is self.line[self.here]

    @invariant()
    def what_can_be_undone_and_redone_is_the_line(self) -> None:
        history = self.session._history
        past = [step.document for step in history.past]
        future = [step.document for step in reversed(history.future)]
        line = [*past, self.session.document, *future]
        assert [id(document) for document in line] == [id(document) for document in self.line]
        assert (self.session.undo_name is None) == (self.here == 0)
        assert (self.session.redo_name is None) == (self.here == len(self.line) - 1)

    @invariant()
    def the_history_is_bounded(self) -> None:
        assert len(self.line) - 1 <= self.largest_steps
        assert self.held(self.line) <= self.largest_bytes

    @invariant()
    def every_document_has_a_kernel_in_hand(self) -> None:
        assert all(document.kernel.weights.size for document in self.line)

    @invariant()
    def an_automatic_divisor_is_that_of_the_weights(self) -> None:
        document = self.session.document
        if document.automatic_divisor:
            assert document.kernel.divisor == automatic_divisor(document.kernel)

    @invariant()
    def a_recipe_makes_the_weights_in_hand(self) -> None:
        document = self.session.document
        if document.recipe is not None:
            built = build(document.recipe)
            assert document.kernel.weights.tolist() == built.weights.tolist()


TestHistory = HistoryMachine.TestCase
TestHistory.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
