from dataclasses import replace

import numpy as np
import pytest

from kernelview.kernels import preset
from kernelview.kernels.freedom import Transform
from kernelview.kernels.parametric import recipe_for
from kernelview.usecases.compare_pair import pair_facts
from kernelview.usecases.pair_words import (
    match_rows,
    number_words,
    pair_rows,
    pair_sentence,
    recipe_words,
    share_words,
    transform_words,
    way_words,
)
from tests.usecases.pairing_samples import noisy_sobel, nothing, pairing


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        (Transform(), "as it is"),
        (Transform(turns=1), "turned 90° clockwise"),
        (Transform(turns=2), "turned 180°"),
        (Transform(turns=3), "turned 90° anticlockwise"),
        (Transform(mirrored=True), "mirrored"),
        (Transform(1, True, 1, 0), "mirrored, turned 90° clockwise, shifted 1 down"),
        (Transform(down=-2, right=1), "shifted 2 up and 1 right"),
        (Transform(right=-1), "shifted 1 left"),
    ],
)
def test_a_transform_is_told_in_the_order_it_is_done(transform: Transform, words: str) -> None:
    assert transform_words(transform) == words


def test_the_sentence_names_the_match_the_score_and_chance() -> None:
    pair = noisy_sobel()
    assert pair.match is not None
    sentence = pair_sentence(pair)
    assert sentence.startswith(f"conv1/7 is like {pair.match.classical.label}")
    assert f"score {pair.match.score:.2f}; 0.4 % of random kernels reach that." in sentence


def test_the_sentence_says_when_it_may_be_chance() -> None:
    sentence = pair_sentence(replace(noisy_sobel(), is_significant=False, chance=0.41))
    assert "which may be chance" in sentence
    assert "41 % of random kernels" in sentence


def test_the_sentence_says_when_there_is_nothing_in_a_kernel() -> None:
    assert pair_sentence(nothing()) == "conv1/7 has nothing in it: it is like no kernel."
    assert match_rows(nothing()) == ()


def test_a_negative_gain_is_told_as_negated() -> None:
    match = noisy_sobel(noise=0.0).match
    assert match is not None
    positive = replace(match, gain=0.5, transform=Transform())
    assert way_words(positive) == ""
    assert way_words(replace(positive, gain=-0.5)) == "negated"
    assert (
        way_words(replace(positive, gain=-0.5, transform=Transform(1)))
        == "turned 90° clockwise, negated"
    )


def test_the_lines_of_a_match_tell_parameters_and_the_runner_up() -> None:
    pair = noisy_sobel()
    assert pair.match is not None
    recipe = recipe_for("gabor", angle=30)
    told = replace(
        pair, match=replace(pair.match, classical=replace(pair.match.classical, recipe=recipe))
    )
    rows = {row.label: row.text for row in match_rows(told)}
    assert "Angle\u00a030°" in rows["Parameters"]
    assert rows["Score"] == f"{pair.match.score:.3f}"
    assert rows["By chance"] == "0.4 %, more than chance"
    assert pair.match.runner_up is not None
    assert rows["Next best"].startswith(pair.match.runner_up.label)
    assert "Parameters" not in {row.label for row in match_rows(noisy_sobel(noise=0.0))}


def test_a_kernel_of_several_inputs_is_told_to_be_their_mean() -> None:
    pair = noisy_sobel()
    assert "Learned" not in {row.label for row in match_rows(pair)}
    deep = replace(pair, learned=replace(pair.learned, channels=16))
    rows = {row.label: row.text for row in match_rows(deep)}
    assert rows["Learned"] == "the mean over 16 inputs"


def test_numbers_of_both_kernels_stand_side_by_side() -> None:
    rows = {row.label: row for row in pair_rows(pair_facts(noisy_sobel(noise=0.0)))}
    assert rows["Direction"].learned == rows["Direction"].hand_made == "90°"
    assert rows["Edge"].learned == "100 %"
    assert rows["Sum"].learned == "0"
    assert rows["Norm"].learned == rows["Norm"].hand_made


def test_shares_are_told_for_3_by_3_alone_and_what_is_not_there_is_a_dash() -> None:
    labels = [row.label for row in pair_rows(pair_facts(pairing(np.eye(5))))]
    assert "Edge" not in labels
    rows = {row.label: row for row in pair_rows(pair_facts(nothing()))}
    assert rows["Direction"].learned == rows["Norm"].hand_made == "–"
    laplacian = {
        row.label: row for row in pair_rows(pair_facts(pairing(preset("laplacian-8").weights)))
    }
    assert laplacian["Direction"].learned == "–"


def test_numbers_are_short_with_a_true_minus() -> None:
    assert number_words(-0.123456) == "−0.123"
    assert number_words(1e-17) == "0"
    assert share_words(0.000999) == "0.1 %"
    assert share_words(0.412) == "41 %"
    assert recipe_words(None) == ""
    assert recipe_words(recipe_for("steerable-derivative", sigma=1.4, angle=45)) == (
        "Sigma\u00a01.4\u00a0px, Angle\u00a045°"
    )
