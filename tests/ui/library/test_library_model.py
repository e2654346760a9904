import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from kernelview.kernels import PRESET_GROUPS, families, preset_names, presets
from kernelview.ui.library.entries import HINT, LEARNED, LEARNED_HINT, MINE, Entry
from kernelview.ui.library.library_model import ENTRY_ROLE, LibraryFilter, LibraryModel
from tests.ui.library.samples import MY_BLUR, MY_DOT, MY_EDGE


@pytest.fixture
def model(qtbot: QtBot) -> LibraryModel:
    model = LibraryModel()
    # It reports through Qt's warnings, each of which fails the test.
    reporting = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(model, reporting, model)
    return model


def labels(model: LibraryModel) -> list[str]:
    mine = model.mine_index
    return [model.index(row, 0, mine).data() for row in range(model.rowCount(mine))]


def test_every_preset_and_family_is_listed_once(model: LibraryModel) -> None:
    entries = [entry for group in model.groups for entry in group.entries]
    named = [entry.name for entry in entries if entry.kind == "preset"]

    assert sorted(named) == sorted(preset_names())
    assert len([entry for entry in entries if entry.kind == "family"]) == len(families())


def test_groups_stand_in_the_catalogue_s_order_then_learned_and_mine(model: LibraryModel) -> None:
    titles = [group.title for group in model.groups]

    assert titles == [*(title for title in PRESET_GROUPS if title in titles), LEARNED, MINE]


def test_families_come_before_presets_in_their_group(model: LibraryModel) -> None:
    for group in model.groups[:-1]:
        kinds = [entry.kind for entry in group.entries]
        assert kinds == sorted(kinds)  # "family" sorts before "preset"


def test_learned_kernels_are_listed_and_say_who_learned_them(model: LibraryModel) -> None:
    def learned() -> tuple[Entry, ...]:
        (group,) = (group for group in model.groups if group.title == LEARNED)
        return group.entries

    assert [entry.label for entry in learned()] == [LEARNED_HINT]
    first, second = MY_EDGE.replace(name="conv1/0"), MY_DOT.replace(name="conv1/1")
    model.set_learned((first, second), "My network")
    assert [entry.kernel for entry in learned()] == [first, second]
    assert "My network" in learned()[0].tooltip
    assert learned()[0].spoken.startswith("conv1/0, learned")
    model.set_learned((), "")
    assert [entry.kind for entry in learned()] == ["hint"]


def test_empty_mine_says_how_to_fill_it(model: LibraryModel) -> None:
    assert labels(model) == [HINT]
    assert not model.flags(model.index(0, 0, model.mine_index)) & Qt.ItemFlag.ItemIsSelectable


@pytest.mark.parametrize(
    "mine",
    [
        (MY_EDGE,),
        (MY_EDGE, MY_BLUR, MY_DOT),
        (MY_EDGE, MY_DOT),
        (MY_DOT, MY_EDGE),
        (MY_EDGE, MY_EDGE),
        (),
    ],
)
def test_mine_follows_the_document(model: LibraryModel, mine: tuple[object, ...]) -> None:
    model.set_mine((MY_EDGE, MY_BLUR))
    model.set_mine(mine)  # type: ignore[arg-type]

    assert labels(model) == ([kernel.name for kernel in mine] or [HINT])  # type: ignore[attr-defined]


def test_rows_that_stay_are_not_taken_out(model: LibraryModel) -> None:
    model.set_mine((MY_EDGE, MY_BLUR, MY_DOT))
    removed = QSignalSpy(model.rowsRemoved)
    model.set_mine((MY_EDGE, MY_DOT))

    assert [removed.at(0)[1:]] == [[1, 1]]


def test_a_new_name_is_asked_for_and_not_taken(model: LibraryModel, qtbot: QtBot) -> None:
    model.set_mine((MY_EDGE, MY_BLUR))
    index = model.index(1, 0, model.mine_index)

    with qtbot.waitSignal(model.rename_asked) as asked:
        model.setData(index, "  Softer ", int(Qt.ItemDataRole.EditRole))

    assert asked.args == [1, "Softer"]
    assert index.data() == "My blur"


@pytest.mark.parametrize("name", ["", "   ", "My blur"])
def test_an_empty_or_equal_name_is_not_asked_for(model: LibraryModel, name: str) -> None:
    model.set_mine((MY_BLUR,))
    asked = QSignalSpy(model.rename_asked)
    model.setData(model.index(0, 0, model.mine_index), name, int(Qt.ItemDataRole.EditRole))

    assert asked.count() == 0


def test_a_row_s_tooltip_has_label_help_and_source(model: LibraryModel) -> None:
    entry = next(entry for group in model.groups for entry in group.entries if entry.kernel)

    assert entry.label in entry.tooltip
    assert "Source:" in entry.tooltip


def test_text_from_a_kernel_s_name_is_not_markup(model: LibraryModel) -> None:
    model.set_mine((MY_DOT.replace(name="<img src=x>"),))
    tooltip = model.index(0, 0, model.mine_index).data(Qt.ItemDataRole.ToolTipRole)

    assert "<img" not in tooltip


@pytest.mark.parametrize("words", ["sobel", "SOBEL X", "x sobel", "sobel-x", "edges sobel"])
def test_search_finds_by_label_name_and_group_in_any_order(model: LibraryModel, words: str) -> None:
    found = LibraryFilter()
    found.setSourceModel(model)
    found.set_words(words)

    names = [
        found.index(row, 0, found.index(group, 0)).data(ENTRY_ROLE).name
        for group in range(found.rowCount())
        for row in range(found.rowCount(found.index(group, 0)))
    ]
    assert "sobel-x" in names
    assert len(names) < len(presets())


def test_search_leaves_no_group_without_rows(model: LibraryModel) -> None:
    found = LibraryFilter()
    found.setSourceModel(model)
    found.set_words("no such kernel anywhere")

    assert found.rowCount() == 0
