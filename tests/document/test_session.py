"""The session: edits become named steps, drags are one step, and listeners hear of each change."""

from collections.abc import Hashable

import pytest

from kernelview.document import Document, DocumentError, History, Session, edits
from kernelview.document.session import Edit
from tests.document.samples import document, picture


def offset(value: float) -> Edit:
    return lambda before: edits.set_offset(before, value)


def drag(session: Session, *values: float, key: Hashable = "drag") -> None:
    for value in values:
        session.apply("Drag", offset(value), merge_key=key)


def broken(before: Document) -> Document:
    raise DocumentError("no")


class Heard:
    """A listener that keeps what it hears."""

    def __init__(self, session: Session) -> None:
        self.changes: list[tuple[float, float]] = []
        session.listen(self)

    def __call__(self, old: Document, new: Document) -> None:
        self.changes.append((old.kernel.offset, new.kernel.offset))


def test_undo_restores_the_same_document_and_redo_the_later_one() -> None:
    first = document()
    session = Session(first)
    session.apply("Set", offset(1))
    second = session.document
    session.undo()
    assert session.document is first
    session.redo()
    assert session.document is second


def test_steps_are_named() -> None:
    session = Session(document())
    assert (session.undo_name, session.redo_name) == (None, None)
    session.apply("One", offset(1))
    session.apply("Two", offset(2))
    assert (session.undo_name, session.redo_name) == ("Two", None)
    session.undo()
    assert (session.undo_name, session.redo_name) == ("One", "Two")


def test_undo_and_redo_with_nothing_there_do_nothing() -> None:
    session = Session(document())
    heard, before = Heard(session), session.document
    session.undo()
    session.redo()
    assert session.document is before
    assert heard.changes == []


def test_an_edit_that_raises_leaves_session_and_history_as_they_were() -> None:
    session = Session(document())
    session.apply("One", offset(1))
    session.apply("Two", offset(2))
    session.undo()
    before, heard = session.document, Heard(session)
    with pytest.raises(DocumentError):
        session.apply("Broken", broken)
    assert session.document is before
    assert (session.undo_name, session.redo_name) == ("One", "Two")
    assert heard.changes == []


def test_an_edit_that_raises_does_not_end_a_drag() -> None:
    session = Session(document())
    drag(session, 1)
    with pytest.raises(DocumentError):
        session.apply("Drag", broken, merge_key="drag")
    drag(session, 2)
    session.undo()
    assert session.document.kernel.offset == 0


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    session = Session(document())
    heard = Heard(session)
    session.apply("Nothing", offset(0))
    assert session.undo_name is None
    assert heard.changes == []


def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    session = Session(document())
    session.apply("One", offset(1))
    session.undo()
    session.apply("Two", offset(2))
    session.redo()
    assert session.document.kernel.offset == 2
    assert session.redo_name is None


def test_a_drag_is_one_step() -> None:
    first = document()
    session = Session(first)
    drag(session, 1, 2, 3)
    session.undo()
    assert session.document is first
    session.redo()
    assert session.document.kernel.offset == 3


def test_a_drag_is_heard_at_every_move() -> None:
    session = Session(document())
    heard = Heard(session)
    drag(session, 1, 2, 3)
    assert heard.changes == [(0, 1), (1, 2), (2, 3)]


def test_a_drag_back_to_where_it_began_is_no_step() -> None:
    first = document()
    session = Session(first)
    heard = Heard(session)
    drag(session, 1, 2, 0)
    assert session.document is first
    assert session.undo_name is None
    assert heard.changes == [(0, 1), (1, 2), (2, 0)]


def test_a_drag_that_went_through_its_beginning_is_still_one_step() -> None:
    first = document()
    session = Session(first)
    drag(session, 1, 0, 2, 3)
    session.undo()
    assert session.document is first


@pytest.mark.parametrize("between", ["end", "undo", "redo", "other key", "plain edit"])
def test_a_drag_ends(between: str) -> None:
    session = Session(document())
    session.apply("Before", offset(50))
    session.apply("Before", offset(60))
    session.undo()
    drag(session, 1)
    match between:
        case "end":
            session.end_merging()
        case "undo":
            session.undo()
        case "redo":
            session.undo()
            session.redo()
        case "other key":
            drag(session, 70, key="another")
        case _:
            session.apply("Plain", offset(70))
    now = session.document
    drag(session, 2)
    session.undo()
    assert session.document is now


def test_edits_without_a_key_do_not_merge() -> None:
    session = Session(document())
    drag(session, 1, 2, key=None)
    session.undo()
    assert session.document.kernel.offset == 1


def test_a_drag_over_pictures_keeps_to_the_bytes() -> None:
    first, large = document(), picture(size=64)
    session = Session(edits.open_image(first, large), history=History(largest_bytes=100))
    session.apply("Set", offset(1), merge_key="drag")
    session.apply("Open", lambda d: edits.open_image(d, picture()), merge_key="drag")
    assert session.undo_name is None


def test_listeners_hear_old_and_new_once_and_in_their_order() -> None:
    session = Session(document())
    heard: list[tuple[str, Document, Document]] = []
    for name in ("first", "second"):
        session.listen(lambda old, new, name=name: heard.append((name, old, new)))  # type: ignore[misc]
    before = session.document
    session.apply("Set", offset(1))
    after = session.document
    assert heard == [("first", before, after), ("second", before, after)]
    assert heard[0][1] is before
    session.undo()
    session.redo()
    assert [(old, new) for _, old, new in heard[2:]] == [(after, before)] * 2 + [
        (before, after)
    ] * 2


def test_a_listener_that_raises_keeps_no_other_from_hearing() -> None:
    session = Session(document())

    def fail(old: Document, new: Document) -> None:
        raise RuntimeError("a panel broke")

    first = Heard(session)
    session.listen(fail)
    last = Heard(session)
    with pytest.raises(RuntimeError, match="a panel broke"):
        session.apply("Set", offset(1))
    assert first.changes == last.changes == [(0, 1)]
    assert (session.document.kernel.offset, session.undo_name) == (1, "Set")
    with pytest.raises(RuntimeError, match="a panel broke"):
        session.undo()
    assert first.changes == last.changes == [(0, 1), (1, 0)]


@pytest.mark.parametrize("fails", [False, True])
def test_a_change_that_a_listener_makes_is_heard_after_the_one_it_heard(fails: bool) -> None:
    session = Session(document())
    first = Heard(session)

    def correct(old: Document, new: Document) -> None:
        if new.kernel.offset == 1:
            session.apply("Correct", offset(2))
            if fails:
                raise RuntimeError("after its own change")

    session.listen(correct)
    last = Heard(session)
    if fails:
        with pytest.raises(RuntimeError, match="own change"):
            session.apply("Set", offset(1))
    else:
        session.apply("Set", offset(1))
    assert first.changes == last.changes == [(0, 1), (1, 2)]
    assert session.undo_name == "Correct"


def test_a_listener_that_joins_during_a_change_hears_the_next_one() -> None:
    session = Session(document())
    joined: list[Heard] = []

    def join(old: Document, new: Document) -> None:
        if not joined:
            joined.append(Heard(session))

    session.listen(join)
    session.apply("Set", offset(1))
    assert joined[0].changes == []
    session.apply("Set", offset(2))
    assert joined[0].changes == [(1, 2)]
