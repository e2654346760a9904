from hypothesis import given
from hypothesis import strategies as st

from kernelview.ui.editor.selection import Selection

shapes = st.tuples(st.integers(1, 99), st.integers(1, 99))
steps = st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99), st.booleans()), max_size=8)


@given(shapes, steps)
def test_no_moves_lead_outside_the_kernel(
    shape: tuple[int, int], moves: list[tuple[int, int, bool]]
) -> None:
    selection = Selection()
    for rows, columns, extend in moves:
        selection = selection.moved(rows, columns, shape, extend=extend)
        top, left, bottom, right = selection.bounds
        assert 0 <= top <= bottom < shape[0]
        assert 0 <= left <= right < shape[1]
        assert extend or not selection.is_block


@given(st.integers(1, 9), st.integers(1, 9))
def test_the_next_cells_in_reading_order_visit_every_cell_once(rows: int, columns: int) -> None:
    visited = []
    selection: Selection | None = Selection()
    while selection is not None:
        visited.append(selection.current)
        selection = selection.neighbour(1, (rows, columns))
    assert visited == [(row, column) for row in range(rows) for column in range(columns)]


def test_a_block_holds_the_cells_between_its_corners_whichever_came_first() -> None:
    block = Selection((3, 1), (2, 2))
    assert list(block.cells()) == [(2, 1), (2, 2), (3, 1), (3, 2)]
    assert block.shape == (2, 2)
    assert (2, 1) in block
    assert (1, 1) not in block
    assert "text" not in block


def test_a_selection_shrinks_with_the_kernel() -> None:
    assert Selection((0, 0), (8, 8)).clipped((3, 5)) == Selection((0, 0), (2, 4))
