"""Laws of the view's arithmetic."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kernelview.ui.canvas.viewport import LARGEST_SCALE, Viewport

lengths = st.integers(1, 20_000)
views = st.floats(20, 4000)
fractions = st.floats(0, 1)


@st.composite
def viewports(draw: st.DrawFn) -> Viewport:
    fitted = Viewport(draw(lengths), draw(lengths), draw(views), draw(views)).fitted()
    scale = draw(st.floats(fitted.smallest_scale, LARGEST_SCALE))
    zoomed = fitted.with_scale(scale, x=draw(st.floats(0, 500)), y=draw(st.floats(0, 500)))
    return zoomed.panned(draw(st.floats(-9999, 9999)), draw(st.floats(-9999, 9999)))


def covers(view: Viewport) -> bool:
    return (
        view.width * view.scale >= view.view_width and view.height * view.scale >= view.view_height
    )


@given(viewports(), st.floats(-100, 5000), st.floats(-100, 5000))
def test_a_position_goes_to_the_picture_and_back(view: Viewport, x: float, y: float) -> None:
    back = view.to_view(*view.to_picture(x, y))
    assert back == pytest.approx((x, y), abs=1e-5)


@given(viewports(), fractions, fractions, st.floats(1, 8))
def test_zooming_in_about_a_point_of_the_picture_keeps_it(
    view: Viewport, down: float, across: float, factor: float
) -> None:
    assume(covers(view))
    x, y = across * view.view_width, down * view.view_height
    row, column = view.to_picture(x, y)
    assume(0 <= row <= view.height and 0 <= column <= view.width)
    zoomed = view.with_scale(view.scale * factor, x=x, y=y)
    assert zoomed.to_view(row, column) == pytest.approx((x, y), abs=1e-4)


@given(viewports(), st.floats(-50, 50), st.floats(-50, 50))
def test_panning_there_and_back_returns_when_no_edge_was_met(
    view: Viewport, dx: float, dy: float
) -> None:
    moved = view.panned(dx, dy)
    free = (view.centre_column - dx / view.scale, view.centre_row - dy / view.scale)
    assume((moved.centre_column, moved.centre_row) == free)
    back = moved.panned(-dx, -dy)
    assert back.centre_row == pytest.approx(view.centre_row, abs=1e-6)
    assert back.centre_column == pytest.approx(view.centre_column, abs=1e-6)


@given(lengths, lengths, views, views)
def test_fitting_shows_every_pixel(
    height: int, width: int, view_height: float, view_width: float
) -> None:
    view = Viewport(height, width, view_height, view_width).fitted()
    if view.scale < LARGEST_SCALE:
        assert view.visible() == (0, 0, height, width)


@given(viewports())
def test_clamping_twice_is_clamping_once(view: Viewport) -> None:
    assert view.clamped() == view.clamped().clamped()


@given(viewports(), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_picture_cannot_be_lost(view: Viewport, dx: float, dy: float) -> None:
    moved = view.panned(dx, dy)
    top, left, bottom, right = moved.visible()
    assert top < bottom
    assert left < right


@given(viewports(), st.floats(0, 1e6))
def test_the_scale_stays_within_its_bounds(view: Viewport, scale: float) -> None:
    zoomed = view.with_scale(scale, x=0, y=0)
    assert view.smallest_scale <= zoomed.scale <= LARGEST_SCALE


@given(viewports(), views, views)
def test_resizing_keeps_the_scale_where_it_may_be(
    view: Viewport, view_height: float, view_width: float
) -> None:
    resized = view.resized(view_height, view_width)
    assert resized.scale == max(view.scale, resized.smallest_scale)


@given(viewports(), fractions, fractions)
def test_a_pixel_under_the_pointer_is_among_the_visible(
    view: Viewport, down: float, across: float
) -> None:
    pixel = view.pixel_at(across * view.view_width, down * view.view_height)
    assume(pixel is not None)
    assert pixel is not None
    top, left, bottom, right = view.visible()
    assert top <= pixel[0] <= bottom
    assert left <= pixel[1] <= right


@given(viewports(), fractions, fractions)
def test_showing_a_pixel_brings_it_into_view(view: Viewport, down: float, across: float) -> None:
    row = min(int(down * view.height), view.height - 1)
    column = min(int(across * view.width), view.width - 1)
    shown = view.showing(row, column)
    x, y = shown.to_view(row + 0.5, column + 0.5)
    assert -1e-3 <= x <= view.view_width + 1e-3
    assert -1e-3 <= y <= view.view_height + 1e-3


def test_a_small_picture_is_centred_whatever_the_drag() -> None:
    view = replace(Viewport(10, 10, 100, 100).fitted(), scale=4.0).panned(30, -70)
    assert view.to_view(5, 5) == (50, 50)


def test_no_pixel_beside_the_picture() -> None:
    view = Viewport(10, 10, 200, 200, scale=4.0).clamped()
    assert view.pixel_at(79, 100) is None
    assert view.pixel_at(80, 100) == (5, 0)
    assert view.pixel_at(119, 119) == (9, 9)
    assert view.pixel_at(120, 100) is None
