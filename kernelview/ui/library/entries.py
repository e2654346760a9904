"""What the library lists: presets, families, learned kernels and one's own, by group."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from kernelview.document import Document
from kernelview.kernels import (
    PRESET_GROUPS,
    Family,
    Kernel,
    Preset,
    Recipe,
    build,
    families,
    presets,
)

EntryKind = Literal["preset", "family", "learned", "mine", "hint"]

LEARNED = "Learned"
LEARNED_HINT = "Train a network with Ctrl+2"
MINE = "Mine"
HINT = "Save a kernel here with Ctrl+D"


@dataclass(frozen=True)
class Entry:
    """One row: `name` is the preset's or the family's, empty for one of Mine.

    A "hint" is a line of text in an empty group and has no kernel.
    """

    kind: EntryKind
    label: str
    group: str
    kernel: Kernel | None = None
    name: str = ""
    help: str = ""
    source: str = ""

    @property
    def tooltip(self) -> str:
        """Label, help and source as rich text, which Qt wraps."""
        source = f"Source: {self.source}" if self.source else ""
        parts = (f"<b>{escape(self.label)}</b>", escape(self.help), f"<i>{escape(source)}</i>")
        return "".join(f"<p>{part}</p>" for part in parts if part not in ("", "<i></i>"))

    @property
    def spoken(self) -> str:
        """What a screen reader says for the row."""
        kinds = {"family": ", family with sliders", "learned": ", learned", "mine": ", yours"}
        size = f", {self.kernel.shape[0]} by {self.kernel.shape[1]}" if self.kernel else ""
        return f"{self.label}{kinds.get(self.kind, '')}{size}"

    def matches(self, words: str) -> bool:
        """Whether every one of the words is in the label, name, group or help."""
        text = f"{self.label} {self.name} {self.group} {self.help}".casefold()
        return self.kind != "hint" and all(word in text for word in words.casefold().split())

    def is_in_hand(self, document: Document) -> bool:
        """Whether this is where the document's kernel in hand comes from."""
        if document.recipe is not None:
            return self.kind == "family" and self.name == document.recipe.family
        return self.kind in ("preset", "learned", "mine") and self.kernel == document.kernel


@dataclass(frozen=True)
class Group:
    """A heading and the rows below it."""

    title: str
    entries: tuple[Entry, ...]


def built_in_groups() -> tuple[Group, ...]:
    """Return the groups that are always there, families before presets in each."""
    rows = [*map(_family_entry, families()), *map(_preset_entry, presets())]
    groups = (
        Group(title, tuple(row for row in rows if row.group == title)) for title in PRESET_GROUPS
    )
    return tuple(group for group in groups if group.entries)


def learned_entries(kernels: tuple[Kernel, ...], network: str) -> tuple[Entry, ...]:
    """Return the rows of the kernels that a network learned; a hint when there are none."""
    if not kernels:
        return (Entry("hint", LEARNED_HINT, LEARNED),)
    return tuple(
        Entry("learned", kernel.name, LEARNED, kernel, help=f"Learned by “{network}”.")
        for kernel in kernels
    )


def mine_entries(mine: tuple[Kernel, ...]) -> tuple[Entry, ...]:
    """Return the rows of the group Mine, in order; a hint when there are none."""
    if not mine:
        return (Entry("hint", HINT, MINE),)
    return tuple(
        Entry("mine", kernel.name or "Unnamed", MINE, kernel, help="One of your own kernels.")
        for kernel in mine
    )


def _preset_entry(preset: Preset) -> Entry:
    return Entry(
        "preset",
        preset.label,
        preset.group,
        preset.kernel,
        name=preset.name,
        help=preset.help,
        source=preset.source,
    )


def _family_entry(family: Family) -> Entry:
    return Entry(
        "family",
        family.label,
        family.group,
        build(Recipe(family.name)),
        name=family.name,
        help=family.help,
        source=family.source,
    )
