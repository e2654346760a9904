"""What the history keeps: how many steps, and how many bytes of pictures."""

from itertools import pairwise

import numpy as np
import pytest

from kernelview.document import Document, DocumentError, History, Image, edits
from tests.document.samples import document, picture

KILO = 1024  # bytes of a picture with a side of 32


def with_picture(image: Image) -> Document:
    return edits.open_image(document(), image)


def opened(count: int, history: History) -> tuple[list[Document], History]:
    """Open `count` pictures of a kilobyte, one after the other."""
    shown = [with_picture(picture(str(number), size=32)) for number in range(count)]
    for before, after in pairwise(shown):
        history = history.record("Open", before, now=after)
    return shown, history


def held_besides(now: Document, history: History) -> int:
    """Count the bytes of pictures that only the history holds."""
    pictures = {
        id(step.document.image): step.document.image for step in (*history.past, *history.future)
    }
    pictures.pop(id(now.image), None)
    return sum(image.pixels.nbytes for image in pictures.values())


def test_at_most_500_steps_are_kept_the_newest() -> None:
    now, history = document(), History()
    for number in range(600):
        before, now = now, edits.set_offset(now, number + 1)
        history = history.record(str(number), before, now=now)
    assert [step.name for step in history.past] == [str(number) for number in range(100, 600)]


def test_steps_to_redo_count_too() -> None:
    history = History(largest_steps=3)
    shown, history = opened(4, history)
    now, history = history.undo(shown[-1])
    now, history = history.undo(now)
    assert (len(history.past), len(history.future)) == (1, 2)


def test_no_steps_at_all_may_be_kept() -> None:
    _, history = opened(3, History(largest_steps=0))
    assert history.past == ()


def test_the_oldest_pictures_go_when_the_bytes_are_spent() -> None:
    shown, history = opened(6, History(largest_bytes=3 * KILO))
    assert [step.document for step in history.past] == shown[2:5]


def test_the_picture_in_hand_does_not_count() -> None:
    now, history = with_picture(picture(size=320)), History(largest_bytes=KILO)
    for number in range(20):
        before, now = now, edits.set_offset(now, number + 1)
        history = history.record("Set", before, now=now)
    assert len(history.past) == 20


def test_a_picture_that_many_steps_share_counts_once() -> None:
    now, history = with_picture(picture(size=32)), History(largest_bytes=KILO)
    for number in range(20):
        before, now = now, edits.set_offset(now, number + 1)
        history = history.record("Set", before, now=now)
    history = history.record("Open", now, now=with_picture(picture(size=320)))
    assert len(history.past) == 21


def test_pictures_of_one_memory_count_once_and_as_a_whole() -> None:
    base = np.zeros((32, 32), np.uint8)
    shown = [with_picture(Image(base[top:])) for top in range(3)]
    for bytes_allowed, kept in [(KILO, 2), (KILO - 1, 0)]:
        history = History(largest_bytes=bytes_allowed)
        history = history.record("Open", shown[0], now=shown[1])
        history = history.record("Open", shown[1], now=document())
        assert len(history.past) == kept


def test_a_picture_too_large_for_the_history_leaves_with_its_steps() -> None:
    large, history = with_picture(picture(size=64)), History(largest_bytes=KILO)
    changed = edits.set_offset(large, 1)
    history = history.record("Set", large, now=changed)
    history = history.record("Open", changed, now=document())
    assert history.past == ()


def test_steps_beyond_a_picture_that_does_not_fit_go_with_it() -> None:
    small, large = with_picture(picture(size=16)), with_picture(picture(size=64))
    history = History(largest_bytes=KILO)
    history = history.record("Open", small, now=large)
    assert len(history.past) == 1
    assert history.record("Open", large, now=document()).past == ()


@pytest.mark.parametrize("allowed", range(6))
def test_the_bytes_are_bounded_after_undo_and_redo(allowed: int) -> None:
    bounded = History(largest_bytes=allowed * KILO)
    shown, history = opened(6, bounded)
    now = shown[-1]
    while history.past:
        now, history = history.undo(now)
        assert held_besides(now, history) <= allowed * KILO
    while history.future:
        now, history = history.redo(now)
        assert held_besides(now, history) <= allowed * KILO


def test_what_was_just_undone_can_be_redone_before_older_steps_can_be_undone() -> None:
    small, other = (with_picture(picture(size=32)) for _ in range(2))
    large = with_picture(picture(size=45))
    history = History(largest_bytes=2 * KILO + 100)
    history = history.record("First", small, now=other).record("Second", other, now=large)
    now, undone = history.undo(large)
    assert now is other
    assert [step.name for step in undone.future] == ["Second"]
    assert undone.past == ()


def test_an_edit_forgets_what_was_undone() -> None:
    shown, history = opened(3, History())
    now, history = history.undo(shown[-1])
    assert history.record("Other", now, now=document()).future == ()


def test_undo_and_redo_give_back_the_very_documents() -> None:
    shown, history = opened(4, History())
    now = shown[-1]
    for wanted in reversed(shown[:-1]):
        now, history = history.undo(now)
        assert now is wanted
    for wanted in shown[1:]:
        now, history = history.redo(now)
        assert now is wanted
    assert history.future == ()


def test_with_nothing_to_undo_or_redo_the_history_says_so() -> None:
    empty, now = History(), document()
    for action, word in ((empty.undo, "undo"), (empty.redo, "redo")):
        with pytest.raises(DocumentError, match=f"nothing to {word}"):
            action(now)
    with pytest.raises(DocumentError, match="nothing to take back"):
        empty.take_back()
