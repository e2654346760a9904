"""Adding, removing, moving and replacing stages keeps a kernel in hand."""

import pytest

from kernelview.document import Document, DocumentError, Slot, edits
from kernelview.engine import Activate, Convolve, EngineError, Magnitude, Pool, Stage
from kernelview.kernels import recipe_for
from tests.document.samples import BLUR, EDGE, OTHER, document, three_stages


def kinds(of: Document) -> list[str]:
    return [type(stage).__name__ for stage in of.pipeline.stages]


def test_a_stage_with_a_kernel_is_taken_in_hand() -> None:
    after = edits.add_stage(document(), Magnitude(EDGE, OTHER))
    assert (after.slot, after.kernel) == (Slot(1, 0), EDGE)


@pytest.mark.parametrize("index", [0, 1, 2, 3, None])
def test_a_stage_without_a_kernel_leaves_the_kernel_in_hand(index: int | None) -> None:
    after = edits.add_stage(three_stages(2, 1), Pool(), index=index)
    assert after.kernel == OTHER
    assert kinds(after).index("Pool") == (3 if index is None else index)


@pytest.mark.parametrize("index", [-1, 4])
def test_a_place_that_is_none_is_refused(index: int) -> None:
    with pytest.raises(DocumentError, match=f"no place {index}"):
        edits.add_stage(three_stages(), Pool(), index=index)


def test_what_is_no_stage_is_refused() -> None:
    with pytest.raises(EngineError, match="made of stages"):
        edits.add_stage(document(), "blur")  # type: ignore[arg-type]


def test_a_pipeline_is_bounded() -> None:
    full = document(*[Convolve(BLUR)] * edits.LARGEST_STAGES)
    with pytest.raises(DocumentError, match="at most 32"):
        edits.add_stage(full, Pool())
    with pytest.raises(DocumentError, match="at most 32"):
        edits.replace_stages(full, (*full.pipeline.stages, Pool()))
    assert len(edits.replace_stage(full, 3, Pool()).pipeline.stages) == edits.LARGEST_STAGES


@pytest.mark.parametrize(
    ("in_hand", "removed", "slot"),
    [
        (Slot(0), 0, Slot(1)),
        (Slot(0), 1, Slot(0)),
        (Slot(0), 2, Slot(0)),
        (Slot(2, 1), 0, Slot(1, 1)),
        (Slot(2, 1), 1, Slot(1, 1)),
        (Slot(2, 1), 2, Slot(0)),
    ],
)
def test_removing_a_stage_keeps_a_kernel_in_hand(in_hand: Slot, removed: int, slot: Slot) -> None:
    before = three_stages(in_hand.index, in_hand.part)
    after = edits.remove_stage(before, removed)
    assert after.slot == slot
    if removed != in_hand.index:
        assert after.kernel == before.kernel


def test_the_last_stage_with_a_kernel_stays() -> None:
    with pytest.raises(DocumentError, match="choose Identity"):
        edits.remove_stage(document(Activate(), Convolve(BLUR), slot=Slot(1)), 1)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_stage_that_is_none_is_refused(index: int) -> None:
    for edit in (
        edits.remove_stage,
        edits.toggle_stage,
        lambda d, i: edits.replace_stage(d, i, Pool()),
        lambda d, i: edits.move_stage(d, i, 0),
        lambda d, i: edits.move_stage(d, 0, i),
    ):
        with pytest.raises(DocumentError, match=f"no stage {index}; there are 3"):
            edit(three_stages(), index)


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("to", range(3))
@pytest.mark.parametrize("slot", [(0, 0), (2, 0), (2, 1)])
def test_moving_a_stage_keeps_the_kernel_in_hand(
    index: int, to: int, slot: tuple[int, int]
) -> None:
    before = three_stages(*slot)
    after = edits.move_stage(before, index, to)
    assert after.pipeline.stages[to] == before.pipeline.stages[index]
    assert (after.kernel, after.slot.part) == (before.kernel, before.slot.part)
    assert sorted(kinds(after)) == sorted(kinds(before))


def test_a_stage_that_keeps_its_kernel_keeps_recipe_and_automatic_divisor() -> None:
    before = edits.set_divisor(edits.choose_recipe(three_stages(), recipe_for("gaussian")), None)
    for after in (
        edits.toggle_stage(before, 0),
        edits.move_stage(before, 0, 2),
        edits.remove_stage(before, 1),
        edits.add_stage(before, Activate(), index=0),
    ):
        assert (after.recipe, after.automatic_divisor) == (before.recipe, True)


def test_removing_the_stage_in_hand_ends_recipe_and_automatic_divisor() -> None:
    before = edits.set_divisor(edits.choose_recipe(three_stages(), recipe_for("gaussian")), None)
    after = edits.remove_stage(before, 0)
    assert (after.recipe, after.automatic_divisor) == (None, False)


@pytest.mark.parametrize(
    ("stage", "slot"),
    [
        (Magnitude(EDGE, BLUR), Slot(2, 1)),
        (Convolve(BLUR), Slot(2, 0)),
        (Pool(), Slot(3)),
    ],
)
def test_replacing_the_stage_in_hand_takes_the_nearest_kernel(stage: Stage, slot: Slot) -> None:
    before = edits.add_stage(three_stages(), Convolve(EDGE))
    before = edits.select_slot(before, Slot(2, 1))
    assert edits.replace_stage(before, 2, stage).slot == slot


def test_replacing_the_last_kernel_by_none_is_refused() -> None:
    with pytest.raises(DocumentError, match="choose Identity"):
        edits.replace_stage(document(), 0, Pool())
    with pytest.raises(DocumentError, match="choose Identity"):
        edits.replace_stages(document(), (Pool(),))


def test_a_whole_new_pipeline_has_its_first_kernel_in_hand_or_the_one_asked_for() -> None:
    stages = (Activate(), Convolve(EDGE), Magnitude(BLUR, OTHER))
    assert edits.replace_stages(three_stages(2, 1), stages).kernel == EDGE
    assert edits.replace_stages(three_stages(), stages, slot=Slot(2, 1)).kernel == OTHER
    with pytest.raises(DocumentError, match="no kernel at stage 0"):
        edits.replace_stages(three_stages(), stages, slot=Slot(0))


def test_a_stage_is_switched_off_and_on_again() -> None:
    off = edits.toggle_stage(three_stages(), 0)
    assert not off.pipeline.stages[0].enabled
    assert edits.toggle_stage(off, 0).pipeline == three_stages().pipeline
