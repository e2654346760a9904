"""A plot as a picture or a drawing: the same bytes each time, nothing missing, on any text."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kernelview.files.errors import ResultFileError
from kernelview.learn.experiments import Plot, Series
from kernelview.ui.theme import SERIES
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.plot_layout import Overlay
from kernelview.usecases.plot_picture import (
    COLOURS,
    PLOT_KINDS,
    PNG_SCALE,
    PlotKind,
    export_plot,
    plot_bytes,
)
from tests.usecases.plot_samples import ABLATION, BANKS, EARLIER_BANKS, HUNGER, PLOTS

TEXTS = ("$x_", "a $\\frac{ b", "_hidden", "<b>&amp;", "--> x", "犬 漢字", "", "\n\n", "a\x00\x1b")
SVG = "{http://www.w3.org/2000/svg}"


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def count(picture: np.ndarray, colour: str) -> int:
    return int(np.all(picture == channels(colour), axis=-1).sum())


@pytest.mark.parametrize("kind", PLOT_KINDS)
@pytest.mark.parametrize("name", sorted(PLOTS))
def test_the_same_plot_gives_the_same_bytes(name: str, kind: PlotKind) -> None:
    assert plot_bytes(PLOTS[name], kind) == plot_bytes(PLOTS[name], kind)


def test_a_picture_has_two_pixels_for_each_of_its_size_and_a_white_ground() -> None:
    picture = pixels(plot_bytes(BANKS, "png"))
    assert picture.shape == (440 * PNG_SCALE, 720 * PNG_SCALE, 3)
    assert tuple(picture[0, 0]) == (255, 255, 255)


def test_every_series_is_drawn_in_its_place_of_the_colours() -> None:
    picture = pixels(plot_bytes(BANKS, "png"))
    assert count(picture, COLOURS[0]) > 50
    assert count(picture, COLOURS[2]) > 50
    assert count(picture, COLOURS[3]) == 0


def test_the_colours_are_those_of_the_window() -> None:
    assert COLOURS == SERIES


def test_an_interval_is_drawn_and_none_where_there_is_none() -> None:
    def without_interval(plot: Plot) -> Plot:
        bare = tuple(
            replace(one, low=(nan,) * len(one.y), high=(nan,) * len(one.y)) for one in plot.series
        )
        return replace(plot, series=bare)

    whole, bare = (pixels(plot_bytes(one, "png")) for one in (BANKS, without_interval(BANKS)))
    assert count(whole, COLOURS[0]) > 2 * count(bare, COLOURS[0])


def test_a_drawing_is_whole_xml_that_loads_nothing_and_tells_no_date() -> None:
    data = plot_bytes(HUNGER, "svg")
    root = ET.fromstring(data)  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    assert b"<script" not in data
    assert b"<image" not in data
    assert b"dc:date" not in data
    links = [value for one in root.iter() for name, value in one.items() if name.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)


def test_what_lies_over_is_drawn_too_and_named() -> None:
    alone = plot_bytes(BANKS, "svg")
    with_another = plot_bytes(BANKS, "svg", overlays=[Overlay("18 November", EARLIER_BANKS)])
    assert COLOURS[3].lower().encode() not in alone
    assert COLOURS[3].lower().encode() in with_another
    assert b"<!-- learned -->" in with_another
    assert b"<!-- 18 November -->" in with_another


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    series = tuple(replace(one, label=text) for one in HUNGER.series)
    plot = replace(HUNGER, title=text, x_label=text, y_label=text, series=series)
    drawing = plot_bytes(plot, "svg", overlays=[Overlay(text, plot)])
    ET.fromstring(drawing)  # noqa: S314 - our own


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [nan, inf, -inf, 0.0, -1.0, 1e300, 1e-300])
@pytest.mark.parametrize("is_log", [False, True])
def test_any_value_can_be_drawn(value: float, is_log: bool) -> None:
    series = (Series("s", 9, (value, 1.0), (value, 2.0), (value, 0.0), (value, 1.0)),)
    plot = Plot("p", "t", "x", "y", series, is_log_x=is_log, is_log_y=is_log, is_share=False)
    assert plot_bytes(plot, "png").startswith(b"\x89PNG")


def test_a_plot_of_nothing_can_be_drawn() -> None:
    assert plot_bytes(replace(BANKS, series=(), ticks=()), "svg").startswith(b"<?xml")
    assert plot_bytes(replace(ABLATION, series=()), "png").startswith(b"\x89PNG")


def test_the_ending_says_what_is_written(tmp_path: Path) -> None:
    for ending in (".png", ".SVG"):
        overlays = [Overlay("earlier", EARLIER_BANKS)]
        path = export_plot(tmp_path / f"plot{ending}", BANKS, overlays=overlays)
        kind: PlotKind = "png" if ending == ".png" else "svg"
        assert path.read_bytes() == plot_bytes(BANKS, kind, overlays=overlays)


def test_another_ending_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(UseCaseError, match=r"\.png or \.svg"):
        export_plot(tmp_path / "plot.gif", BANKS)
    assert not [*tmp_path.iterdir()]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "plot.png").mkdir()
    with pytest.raises(ResultFileError, match="folder"):
        export_plot(tmp_path / "plot.png", BANKS)
    with pytest.raises(ResultFileError, match="missing"):
        export_plot(tmp_path / "missing" / "plot.svg", BANKS)
