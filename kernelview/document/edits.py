"""Edits of a document: pure functions that return the next one, or raise and change nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from kernelview.document.document import Document, Slot, kernels_of
from kernelview.document.errors import DocumentError
from kernelview.document.image import Image
from kernelview.engine import Border, Channels, Convolve, Magnitude, ShowMode, Stage
from kernelview.kernels import Kernel, Recipe, automatic_divisor, build, preset
from kernelview.kernels import set_cells as set_kernel_cells

LARGEST_STAGES = 32
LARGEST_MINE = 5_000

KernelEdit = Callable[[Kernel], Kernel]

# The picture


def open_image(document: Document, image: Image) -> Document:
    """Work on another picture with the same pipeline."""
    return replace(document, image=image)


# The kernel in hand


def choose_kernel(document: Document, kernel: Kernel) -> Document:
    """Put a kernel into the slot in hand, with its own divisor."""
    changed = replace(document, recipe=None, automatic_divisor=False)
    return _with_kernel(changed, kernel)


def choose_preset(document: Document, name: str) -> Document:
    """Put a preset into the slot in hand. Raises KernelError for an unknown name."""
    return choose_kernel(document, preset(name))


def choose_recipe(document: Document, recipe: Recipe) -> Document:
    """Put a family's kernel into the slot in hand; its sliders go on steering it.

    While the family stays, so do a divisor, an offset and a name that were set by hand.
    """
    kernel, before = build(recipe), document.recipe
    if before is None or before.family != recipe.family:
        return replace(choose_kernel(document, kernel), recipe=recipe)
    kernel = kernel.replace(**_set_by_hand(document.kernel, build(before)))
    if document.automatic_divisor:
        kernel = kernel.replace(divisor=automatic_divisor(kernel))
    return _with_kernel(replace(document, recipe=recipe), kernel)


def edit_kernel(document: Document, edit: KernelEdit) -> Document:
    """Change the kernel in hand; an automatic divisor follows, a family's sliders end."""
    kernel = edit(document.kernel)
    if kernel == document.kernel:
        return document
    if document.automatic_divisor:
        kernel = kernel.replace(divisor=automatic_divisor(kernel))
    return _with_kernel(replace(document, recipe=None), kernel)


def set_cells(document: Document, cells: Mapping[tuple[int, int], float]) -> Document:
    """Set weights of the kernel in hand, by (row, column)."""
    return edit_kernel(document, lambda kernel: set_kernel_cells(kernel, cells))


def set_divisor(document: Document, divisor: float | None) -> Document:
    """Set the divisor; None lets it follow the sum of the weights (1 where that is 0)."""
    kernel = document.kernel
    value = automatic_divisor(kernel) if divisor is None else divisor
    changed = replace(document, automatic_divisor=divisor is None)
    return _with_kernel(changed, kernel.replace(divisor=value))


def set_offset(document: Document, offset: float) -> Document:
    """Set what is added to every result, in the picture's own units."""
    return _with_kernel(document, document.kernel.replace(offset=offset))


def set_anchor(document: Document, anchor: tuple[int, int]) -> Document:
    """Set the cell (row, column) that lies on the pixel computed; a family's sliders end."""
    return edit_kernel(document, lambda kernel: kernel.replace(anchor=anchor))


def rename_kernel(document: Document, name: str) -> Document:
    """Name the kernel in hand."""
    return _with_kernel(document, document.kernel.replace(name=name.strip()))


# How it is applied


def set_border(document: Document, border: Border) -> Document:
    """Choose what lies beyond the picture's edge."""
    return replace(document, pipeline=replace(document.pipeline, border=border))


def set_constant(document: Document, constant: float) -> Document:
    """Set the value of a constant border, in the picture's own units."""
    return replace(document, pipeline=replace(document.pipeline, constant=constant))


def set_turned(document: Document, *, turned: bool) -> Document:
    """Choose true convolution or cross-correlation."""
    return replace(document, pipeline=replace(document.pipeline, turned=turned))


def set_channels(document: Document, channels: Channels) -> Document:
    """Choose which channels are filtered."""
    return replace(document, pipeline=replace(document.pipeline, channels=channels))


def set_show(document: Document, show: ShowMode) -> Document:
    """Choose how values below 0 and above white are shown."""
    return replace(document, show=show)


# Stages


def select_slot(document: Document, slot: Slot) -> Document:
    """Take another kernel of the pipeline in hand."""
    return _in_hand(document, document.pipeline.stages, slot)


def add_stage(document: Document, stage: Stage, *, index: int | None = None) -> Document:
    """Insert a stage (None: at the end); a kernel that came with it is taken in hand."""
    stages = document.pipeline.stages
    place = len(stages) if index is None else index
    if not 0 <= place <= len(stages):
        raise DocumentError(f"no place {place} for a stage; there are {len(stages)}")
    _check_count(len(stages) + 1)
    slot = document.slot
    if kernels_of(stage):
        slot = Slot(place)
    elif slot.index >= place:
        slot = replace(slot, index=slot.index + 1)
    return _in_hand(document, (*stages[:place], stage, *stages[place:]), slot)


def remove_stage(document: Document, index: int) -> Document:
    """Take a stage out. Raises DocumentError for the last one that has a kernel."""
    _stage_at(document, index)
    stages = document.pipeline.stages
    left = stages[:index] + stages[index + 1 :]
    _check_has_kernel(left)
    slot = document.slot
    if slot.index == index:
        slot = Slot(_nearest_with_kernel(left, index))
    elif slot.index > index:
        slot = replace(slot, index=slot.index - 1)
    return _in_hand(document, left, slot)


def move_stage(document: Document, index: int, to: int) -> Document:
    """Move a stage so that it ends up at the index `to`."""
    _stage_at(document, index)
    _stage_at(document, to)
    order = list(range(len(document.pipeline.stages)))
    order.insert(to, order.pop(index))
    stages = tuple(document.pipeline.stages[place] for place in order)
    slot = replace(document.slot, index=order.index(document.slot.index))
    return _in_hand(document, stages, slot)


def replace_stage(document: Document, index: int, stage: Stage) -> Document:
    """Put another stage in a stage's place, or the same with other parameters."""
    _stage_at(document, index)
    stages = document.pipeline.stages
    changed = (*stages[:index], stage, *stages[index + 1 :])
    _check_has_kernel(changed)
    return _in_hand(document, changed, _slot_after(document.slot, index, changed))


def replace_stages(
    document: Document, stages: tuple[Stage, ...], *, slot: Slot | None = None
) -> Document:
    """Put a whole new pipeline in place; its first kernel, or `slot`, is taken in hand."""
    _check_count(len(stages))
    _check_has_kernel(stages)
    return _in_hand(document, stages, slot or Slot(_nearest_with_kernel(stages, 0)))


def toggle_stage(document: Document, index: int) -> Document:
    """Switch a stage off, or on again."""
    stage = _stage_at(document, index)
    return replace_stage(document, index, replace(stage, enabled=not stage.enabled))


# The person's own kernels


def add_to_mine(document: Document, kernel: Kernel) -> Document:
    """Keep a kernel under Mine, its name made unique there."""
    if len(document.mine) >= LARGEST_MINE:
        raise DocumentError(f"Mine holds at most {LARGEST_MINE} kernels; delete some first")
    taken = {mine.name for mine in document.mine}
    named = kernel.replace(name=_unique_name(kernel.name.strip() or "Untitled", taken))
    return replace(document, mine=(*document.mine, named))


def rename_mine(document: Document, index: int, name: str) -> Document:
    """Rename a kernel under Mine. Raises DocumentError for an empty or taken name."""
    kernel = _mine_at(document, index)
    wanted = name.strip()
    others = {mine.name for place, mine in enumerate(document.mine) if place != index}
    if not wanted or wanted in others:
        what = f"{wanted!r} is taken" if wanted else "the name is empty"
        raise DocumentError(f"{what}; each kernel under Mine has a name of its own")
    mine = (*document.mine[:index], kernel.replace(name=wanted), *document.mine[index + 1 :])
    return replace(document, mine=mine)


def remove_from_mine(document: Document, index: int) -> Document:
    """Delete a kernel from Mine."""
    _mine_at(document, index)
    return replace(document, mine=document.mine[:index] + document.mine[index + 1 :])


def _with_kernel(document: Document, kernel: Kernel) -> Document:
    slot, stage = document.slot, document.stage_in_hand
    match stage:
        case Convolve():
            changed: Stage = replace(stage, kernel=kernel)
        case Magnitude():
            is_first = slot.part == 0
            changed = replace(stage, first=kernel) if is_first else replace(stage, second=kernel)
        case _:
            raise DocumentError("the stage in hand has no kernel")
    stages = document.pipeline.stages
    stages = (*stages[: slot.index], changed, *stages[slot.index + 1 :])
    return replace(document, pipeline=replace(document.pipeline, stages=stages))


def _in_hand(document: Document, stages: tuple[Stage, ...], slot: Slot) -> Document:
    """Change stages and slot; recipe and automatic divisor last while the kernel does."""
    pipeline = replace(document.pipeline, stages=stages)
    changed = replace(document, pipeline=pipeline, slot=slot)
    if changed.kernel == document.kernel:
        return changed
    return replace(changed, recipe=None, automatic_divisor=False)


def _stage_at(document: Document, index: int) -> Stage:
    stages = document.pipeline.stages
    if not 0 <= index < len(stages):
        raise DocumentError(f"no stage {index}; there are {len(stages)}, counted from 0")
    return stages[index]


def _mine_at(document: Document, index: int) -> Kernel:
    if not 0 <= index < len(document.mine):
        raise DocumentError(f"no kernel {index} under Mine; there are {len(document.mine)}")
    return document.mine[index]


def _nearest_with_kernel(stages: tuple[Stage, ...], index: int) -> int:
    places = [place for place, stage in enumerate(stages) if kernels_of(stage)]
    return min(places, key=lambda place: (abs(place - index), place))


def _slot_after(slot: Slot, index: int, stages: tuple[Stage, ...]) -> Slot:
    """Return the slot to take when the stage at `index` is a new one."""
    if slot.index != index:
        return slot
    parts = len(kernels_of(stages[index]))
    if parts:
        return Slot(index, min(slot.part, parts - 1))
    return Slot(_nearest_with_kernel(stages, index))


def _check_has_kernel(stages: tuple[Stage, ...]) -> None:
    if not any(kernels_of(stage) for stage in stages):
        raise DocumentError("the last stage with a kernel stays; choose Identity to do nothing")


def _check_count(stages: int) -> None:
    if stages > LARGEST_STAGES:
        raise DocumentError(f"a pipeline has at most {LARGEST_STAGES} stages, not {stages}")


def _set_by_hand(kernel: Kernel, built: Kernel) -> dict[str, object]:
    """Return what of a family's kernel is not as the family made it."""
    fields = ("divisor", "offset", "name")
    values = {field: getattr(kernel, field) for field in fields}
    return {field: value for field, value in values.items() if value != getattr(built, field)}


def _unique_name(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"
