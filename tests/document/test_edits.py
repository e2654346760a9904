"""What each edit of the picture, the kernel in hand and its settings does, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kernelview.document import Document, DocumentError, Slot, edits, new_document
from kernelview.engine import BORDERS, CHANNELS, SHOW_MODES, Convolve, EngineError, Magnitude
from kernelview.kernels import Kernel, KernelError, build, normalise, preset, recipe_for
from tests.document.samples import BLUR, EDGE, OTHER, document, picture, three_stages

GAUSSIAN = recipe_for("gaussian", sigma=2.0)


def test_a_new_document_shows_sobel_x_by_its_size() -> None:
    new = new_document(picture(), mine=(BLUR,))
    assert (new.kernel, new.show, new.mine) == (preset("sobel-x"), "absolute", (BLUR,))


def test_opening_a_picture_keeps_everything_else() -> None:
    before, image = three_stages(2, 1), picture("next")
    after = edits.open_image(before, image)
    assert after.image is image
    assert replace(after, image=before.image) == before


# The kernel in hand


@pytest.mark.parametrize(("index", "part"), [(0, 0), (2, 0), (2, 1)])
def test_a_kernel_goes_into_the_slot_in_hand_alone(index: int, part: int) -> None:
    before = three_stages(index, part)
    after = edits.choose_kernel(before, preset("sharpen"))
    assert after.kernel == preset("sharpen")
    back = edits.choose_kernel(after, before.kernel)
    assert back == before


def test_a_preset_has_its_own_divisor_and_ends_the_recipe() -> None:
    before = edits.set_divisor(edits.choose_recipe(document(), GAUSSIAN), None)
    after = edits.choose_preset(before, "box-3")
    assert after.kernel == preset("box-3")
    assert (after.recipe, after.automatic_divisor) == (None, False)


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(KernelError, match="no-such"):
        edits.choose_preset(document(), "no-such")


def test_a_recipe_builds_the_kernel_in_hand() -> None:
    after = edits.choose_recipe(three_stages(2, 1), GAUSSIAN)
    assert after.kernel == build(GAUSSIAN)
    assert after.recipe == GAUSSIAN


def test_a_recipe_out_of_bounds_is_refused() -> None:
    with pytest.raises(KernelError, match="sigma"):
        edits.choose_recipe(document(), GAUSSIAN.with_value("sigma", -1))


def test_a_familys_slider_keeps_the_divisor_offset_and_name_set_by_hand() -> None:
    first = edits.set_divisor(edits.choose_recipe(document(), GAUSSIAN), 2)
    first = edits.rename_kernel(edits.set_offset(first, 128), "Soft")
    moved = edits.choose_recipe(first, GAUSSIAN.with_value("sigma", 3))
    assert (moved.kernel.divisor, moved.kernel.offset, moved.kernel.name) == (2, 128, "Soft")
    wider = build(GAUSSIAN.with_value("sigma", 3)).weights
    np.testing.assert_array_equal(moved.kernel.weights, wider)


def test_a_familys_slider_keeps_the_divisor_automatic() -> None:
    first = edits.set_divisor(
        edits.choose_recipe(document(), recipe_for("sharpen", amount=1.0)), None
    )
    moved = edits.choose_recipe(first, recipe_for("sharpen", amount=2.0))
    assert moved.automatic_divisor
    assert moved.kernel.divisor == pytest.approx(moved.kernel.weights.sum())


def test_another_family_comes_with_its_own_divisor_offset_and_name() -> None:
    first = edits.set_offset(edits.choose_recipe(document(), GAUSSIAN), 128)
    assert edits.choose_recipe(first, recipe_for("disk")).kernel == build(recipe_for("disk"))


def test_setting_cells_ends_the_recipe() -> None:
    after = edits.set_cells(edits.choose_recipe(document(), GAUSSIAN), {(0, 0): 5})
    assert after.recipe is None
    assert after.kernel.weights[0, 0] == 5


def test_cells_set_to_what_they_are_change_nothing() -> None:
    before = edits.choose_recipe(document(), GAUSSIAN)
    same = float(before.kernel.weights[0, 0])
    assert edits.set_cells(before, {(0, 0): same}) == before


def test_a_cell_outside_is_refused() -> None:
    with pytest.raises(KernelError, match="row"):
        edits.set_cells(document(), {(7, 0): 1})


def test_an_automatic_divisor_follows_the_weights() -> None:
    automatic = edits.set_divisor(document(), None)
    assert automatic.kernel.divisor == 4
    assert edits.set_cells(automatic, {(0, 0): 7}).kernel.divisor == 10
    assert edits.edit_kernel(automatic, normalise).kernel.divisor == pytest.approx(1)


def test_an_automatic_divisor_is_1_where_the_weights_cancel() -> None:
    automatic = edits.set_divisor(document(Convolve(EDGE.replace(divisor=3))), None)
    assert automatic.kernel.divisor == 1


def test_a_divisor_set_by_hand_stays() -> None:
    by_hand = edits.set_divisor(edits.set_divisor(document(), None), 3)
    assert not by_hand.automatic_divisor
    assert edits.set_cells(by_hand, {(0, 0): 7}).kernel.divisor == 3


def test_a_divisor_of_0_is_refused() -> None:
    with pytest.raises(KernelError, match="divisor is 0"):
        edits.set_divisor(document(), 0)


def test_offset_name_and_anchor_are_the_kernels() -> None:
    after = edits.rename_kernel(edits.set_offset(document(), -2.5), "  New name ")
    assert (after.kernel.offset, after.kernel.name) == (-2.5, "New name")
    assert edits.set_anchor(after, (0, 2)).kernel.anchor == (0, 2)


def test_an_anchor_outside_is_refused() -> None:
    with pytest.raises(KernelError, match="anchor"):
        edits.set_anchor(document(), (0, 3))


# How it is applied


def test_border_constant_direction_channels_and_showing_are_set() -> None:
    before = document()
    for border in BORDERS:
        assert edits.set_border(before, border).pipeline.border == border
    for channels in CHANNELS:
        assert edits.set_channels(before, channels).pipeline.channels == channels
    for show in SHOW_MODES:
        assert edits.set_show(before, show).show == show
    assert edits.set_constant(before, 12.5).pipeline.constant == 12.5
    assert edits.set_turned(before, turned=True).pipeline.turned


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (lambda d: edits.set_border(d, "mirror"), EngineError),  # type: ignore[arg-type]
        (lambda d: edits.set_channels(d, "cyan"), EngineError),  # type: ignore[arg-type]
        (lambda d: edits.set_constant(d, float("nan")), EngineError),
        (lambda d: edits.set_show(d, "loud"), DocumentError),  # type: ignore[arg-type]
    ],
)
def test_settings_that_do_not_exist_are_refused(
    edit: Callable[[Document], Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        edit(document())


@pytest.mark.parametrize("slot", [Slot(1), Slot(3), Slot(-1), Slot(0, 1), Slot(2, 2), Slot(2, -1)])
def test_a_slot_without_a_kernel_is_refused(slot: Slot) -> None:
    with pytest.raises(DocumentError, match=f"no kernel at stage {slot.index}"):
        edits.select_slot(three_stages(), slot)


def test_taking_another_kernel_in_hand_ends_recipe_and_automatic_divisor() -> None:
    before = edits.set_divisor(edits.choose_recipe(three_stages(), GAUSSIAN), None)
    after = edits.select_slot(before, Slot(2, 1))
    assert after.kernel == OTHER
    assert (after.recipe, after.automatic_divisor) == (None, False)
    assert after.pipeline == before.pipeline


# The person's own kernels


def test_a_kernel_kept_under_mine_has_a_name_of_its_own() -> None:
    kept = document()
    for kernel in (BLUR, BLUR, BLUR, Kernel([[1]]), Kernel([[1]], name="  ")):
        kept = edits.add_to_mine(kept, kernel)
    names = [kernel.name for kernel in kept.mine]
    assert names == ["Blur", "Blur 2", "Blur 3", "Untitled", "Untitled 2"]


def test_mine_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "LARGEST_MINE", 2)
    full = edits.add_to_mine(edits.add_to_mine(document(), BLUR), BLUR)
    with pytest.raises(DocumentError, match="at most 2"):
        edits.add_to_mine(full, BLUR)


def test_a_kernel_of_mine_is_renamed_and_deleted_in_its_place() -> None:
    kept = document(mine=(BLUR, EDGE, OTHER))
    renamed = edits.rename_mine(kept, 1, " Ridge ")
    assert [kernel.name for kernel in renamed.mine] == ["Blur", "Ridge", "Other"]
    assert edits.remove_from_mine(kept, 1).mine == (BLUR, OTHER)


@pytest.mark.parametrize(("name", "why"), [("Blur", "taken"), ("  ", "empty")])
def test_a_name_of_mine_that_is_empty_or_taken_is_refused(name: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        edits.rename_mine(document(mine=(BLUR, EDGE)), 1, name)


def test_a_kernel_of_mine_may_keep_its_name() -> None:
    kept = document(mine=(BLUR, EDGE))
    assert edits.rename_mine(kept, 1, "Edge") == kept


@pytest.mark.parametrize("index", [-1, 2])
def test_a_place_outside_mine_is_refused(index: int) -> None:
    kept = document(mine=(BLUR, EDGE))
    for edit in (edits.remove_from_mine, lambda d, i: edits.rename_mine(d, i, "New")):
        with pytest.raises(DocumentError, match="there are 2"):
            edit(kept, index)


def test_the_magnitudes_kernels_are_both_within_reach() -> None:
    stages = three_stages(2, 1).pipeline.stages
    changed = edits.choose_kernel(three_stages(2, 1), BLUR).pipeline.stages
    assert changed == (*stages[:2], Magnitude(EDGE, BLUR))
