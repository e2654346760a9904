"""What a report's pictures show: kernels in their colours, pairs joined, results on a photo."""

import re
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.engine import correlate
from kernelview.files.images import decode_image
from kernelview.jobs import run
from kernelview.kernels.matching import fitted
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.page import DARK, LIGHT, heat_picture, heat_pixels
from kernelview.usecases.page.heat_table import blend
from kernelview.usecases.report.lines_picture import MOST_PAIRS, lines_picture
from kernelview.usecases.report.pairs_section import MOST_OPEN, pairs_html, pairs_table_html
from kernelview.usecases.report.picture_section import (
    LONGEST_SIDE,
    grey_of,
    picture_section,
    picture_table,
    tried_on,
)
from kernelview.usecases.report.tables import pairs_table
from kernelview.usecases.report.words import in_order
from tests.usecases.report.samples import compared, picture


def matched() -> list[Pairing]:
    return [one for one in compared().pairings if one.match is not None]


def judged(*, is_significant: bool) -> BankComparison:
    pairings = (replace(one, is_significant=is_significant) for one in compared().pairings)
    return replace(compared(), pairings=tuple(pairings))


def pictures_in(html: str) -> list[NDArray[np.generic]]:
    """Return the light pictures of a part of a page."""
    return [
        decode_image(b64decode(data), "picture.png").pixels
        for data in re.findall(r' src="data:image/png;base64,([^"]+)"', html)
    ]


def light(weights: NDArray[np.float64], limit: float) -> NDArray[np.generic]:
    """Return weights in the light scale's colours, cell by cell."""
    cells = [
        [[*bytes.fromhex(blend(LIGHT, weight / limit)[1:])] for weight in row]
        for row in weights.tolist()
    ]
    return np.array(cells, np.uint8)


@pytest.mark.parametrize("scale", [LIGHT, DARK], ids=["light", "dark"])
def test_a_heat_map_has_the_colours_of_the_tables(scale: tuple[str, str, str]) -> None:
    colours = DARK if scale == DARK else LIGHT
    units = np.array([[-1.0, -0.5, 0.0], [0.25, 0.5, 1.0]])
    told = ["#" + bytes(pixel).hex() for row in heat_pixels(units, colours) for pixel in row]
    assert told == [blend(colours, unit) for unit in units.ravel().tolist()]


def test_a_heat_map_is_as_large_as_its_longer_side() -> None:
    html = heat_picture(np.ones((3, 6)), about="a <b>", side=60)
    assert "width:60px;height:30px" in html
    assert 'alt="a &lt;b&gt;"' in html
    assert pictures_in(html)[0].shape == (3, 6, 3)


def test_a_row_shows_both_kernels_the_fitted_one_and_their_difference_on_one_scale() -> None:
    pairing = matched()[0]
    assert pairing.match is not None
    learned, near = pairing.learned.kernel, fitted(pairing.match, pairing.learned.kernel)
    limit = float(max(np.abs(learned.weights).max(), np.abs(near.weights).max()))
    hand_made = pairing.match.classical.kernel.weights
    shown = pictures_in(pairs_table_html(compared(), [pairing]))
    expected = [
        light(learned.weights, limit),
        light(hand_made, float(np.abs(hand_made).max())),
        light(near.weights, limit),
        light(learned.weights - near.weights, limit),
    ]
    for ours, theirs in zip(shown, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_large_bank_is_folded_up_after_the_first_pairs() -> None:
    many = replace(compared(), pairings=compared().pairings * 10)
    html = pairs_html(many)
    assert f"<summary>{40 - MOST_OPEN} more pairs</summary>" in html
    assert html.count("<tr>") + html.count('<tr class="chance">') == 40 + 2
    assert "<details" not in pairs_html(compared())


@pytest.mark.parametrize(("is_significant", "dashed"), [(True, 0), (False, 4)])
def test_lines_of_what_may_be_chance_are_dashed(is_significant: bool, dashed: int) -> None:
    html = lines_picture(judged(is_significant=is_significant))
    assert html.count("<path ") == 4
    assert html.count('class="pair chance"') == dashed


def test_a_line_a_pair_and_a_tile_a_kernel_of_the_best() -> None:
    many = replace(compared(), pairings=compared().pairings * 10)
    html = lines_picture(many)
    assert html.count("<path ") == MOST_PAIRS
    nearest = {one.place for one in in_order(many.pairings)[:MOST_PAIRS]}
    assert html.count('<image class="light"') == MOST_PAIRS + len(nearest)


def test_without_a_match_there_is_no_drawing() -> None:
    pairings = tuple(replace(one, match=None, place=None) for one in compared().pairings)
    assert lines_picture(replace(compared(), pairings=pairings)) == ""


def test_the_table_has_the_numbers_of_the_matches() -> None:
    table = pairs_table(compared())
    scores = [row[table.columns.index("score")] for row in table.rows]
    assert scores == sorted((one.match.score for one in matched() if one.match), reverse=True)
    by_address = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    for one in matched():
        assert one.match is not None
        row = by_address[str(one.learned.address)]
        assert (row["gain"], row["constant"]) == (one.match.gain, one.match.constant)
        assert (row["chance"], row["is_significant"]) == (one.chance, int(one.is_significant))
        assert row["quarter_turns"] == one.match.transform.turns


def test_the_results_on_a_picture_are_compared() -> None:
    grey = grey_of(picture())
    trials = run(tried_on(grey, compared()))
    table = picture_table(trials)
    for trial, row in zip(trials, table.rows, strict=True):
        match, kernel = trial.pairing.match, trial.pairing.learned.kernel
        assert match is not None
        first = np.asarray(correlate(grey, kernel), np.float64)
        second = np.asarray(correlate(grey, fitted(match, kernel)), np.float64)
        correlation = np.corrcoef(first.ravel(), second.ravel())[0, 1]
        left = np.sqrt(np.mean((first - second) ** 2) / np.mean(first**2))
        assert row[2] == pytest.approx(correlation, abs=1e-4)
        assert row[3] == pytest.approx(left, rel=1e-4)


def test_of_each_kind_of_hand_made_kernel_the_best_is_shown_first() -> None:
    trials = run(tried_on(grey_of(picture()), compared()))
    kinds = {one.match.classical.name for one in matched() if one.match}
    shown = {one.pairing.match.classical.name for one in trials if one.pairing.match}
    assert len(shown) == min(len(kinds), 4)


def test_both_results_and_their_difference_have_one_scale_about_mid_grey() -> None:
    image = picture()
    grey = grey_of(image)
    trials = run(tried_on(grey, compared()))[:1]
    _, learned, hand_made, difference = (
        np.asarray(one, np.float64) - 127.5
        for one in pictures_in(picture_section(image, grey, trials))
    )
    inside = (np.abs(learned) < 127) & (np.abs(hand_made) < 127) & (np.abs(difference) < 127)
    assert inside.mean() > 0.9
    np.testing.assert_allclose((learned - hand_made)[inside], difference[inside], atol=1.6)


def test_a_large_picture_is_reduced_to_its_luminance() -> None:
    pixels = np.zeros((2000, 1000, 4), np.uint16)
    pixels[..., 0] = 65535
    grey = grey_of(Image(pixels))
    assert grey.shape == (LONGEST_SIDE, LONGEST_SIDE // 2)
    np.testing.assert_allclose(grey, 0.299, atol=1e-5)
