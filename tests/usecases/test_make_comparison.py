"""Everything a report tells of, in one job: trained or loaded, compared, tried out."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kernelview.files.assets import sample_pictures
from kernelview.files.models import save_run
from kernelview.jobs import Progress, run
from kernelview.kernels import preset
from kernelview.learn.choices import DataChoice
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import known_bank
from kernelview.usecases.compare_banks import MatchChoice
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.make_comparison import (
    ComparisonPlan,
    ComparisonProgress,
    make_comparison,
    trained_and_compared,
)
from kernelview.usecases.report import ReportContent
from tests.usecases.training_samples import PLAN, trained

MADE = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
QUICK = ComparisonPlan(
    picture=sample_pictures()[2],
    training=PLAN,
    choice=MatchChoice("presets"),
    bank=known_bank("edges"),
    seeds=(0, 1),
    epochs=1,
)


def made(plan: ComparisonPlan) -> ReportContent:
    return run(make_comparison(plan, clock=lambda: 2.0, now=lambda: MADE))


def scores(content: ReportContent) -> list[float]:
    assert content.comparison is not None
    return [one.match.score for one in content.comparison.pairings if one.match is not None]


def test_a_network_is_trained_as_the_plan_says() -> None:
    content = made(QUICK)
    assert content.comparison is not None
    record = content.comparison.record
    assert (record.settings, record.data, record.started) == (PLAN.settings, PLAN.data, MADE)
    assert len(scores(content)) == 4
    assert content.picture is not None
    assert content.picture.name == "coins.png"


def test_a_kept_network_gives_what_training_it_gave(tmp_path: Path) -> None:
    path = tmp_path / "kept.safetensors"
    save_run(trained().record, path)
    # Another training is asked for, and not done.
    other = replace(PLAN, settings=replace(PLAN.settings, seed=9))
    content = made(replace(QUICK, model=path, training=other))
    assert scores(content) == scores(made(QUICK))


def test_kernels_of_ones_own_are_matched_with() -> None:
    plan = replace(QUICK, choice=MatchChoice("mine"), own=(preset("sobel-x"),), bank_name="one")
    content = made(plan)
    assert content.comparison is not None
    assert [one.name for one in content.comparison.hand_made] == [preset("sobel-x").name]
    assert content.bank_name == "one"


def test_experiments_come_in_the_order_asked_for_with_their_settings() -> None:
    content = made(replace(QUICK, experiments=("ablation", "frozen")))
    ablation, frozen = content.experiments
    assert (ablation.kind, frozen.kind) == ("ablation", "frozen")
    assert (frozen.made, frozen.seconds) == (MADE, 0.0)
    assert frozen.settings["Seeds"] == "0, 1"
    assert frozen.settings["Hand-made kernels"] == "edges, 8"
    assert frozen.settings["Pictures"] == "digits-8x8, the first 100"
    assert ablation.settings["Layer"] == "conv1"


def test_ablation_puts_each_kernels_match_in_its_place() -> None:
    (ablation,) = made(replace(QUICK, experiments=("ablation",))).experiments
    table = ablation.tables["ablation"]
    units = [row[0] for row in table.rows if row[table.columns.index("replacement")]]
    assert units == [0, 1, 2, 3, None]


def test_other_pictures_may_be_named_for_the_experiments() -> None:
    data = DataChoice("digits-8x8", limit=60)
    (frozen,) = made(replace(QUICK, data=data, experiments=("frozen",))).experiments
    assert {row[2] for row in frozen.tables["trials"].rows} == {48}


def test_what_is_found_is_told_as_it_comes() -> None:
    told: list[Progress] = []
    plan = replace(QUICK, experiments=("recover", "ablation"))
    run(make_comparison(plan, clock=lambda: 0.0, now=lambda: MADE), told.append)
    news = [one.content for one in told if isinstance(one, ComparisonProgress)]
    assert [len(one.experiments) for one in news] == [0, 1, 2]
    assert all(one.comparison is not None for one in news)
    shares = [one.fraction for one in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_seeds_that_are_missing_are_refused() -> None:
    with pytest.raises(LearnError, match="seed"):
        made(replace(QUICK, seeds=(), experiments=("frozen",)))


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(UseCaseError, match="conv9"):
        made(replace(QUICK, choice=MatchChoice("presets", layer="conv9")))


def test_a_first_look_is_a_training_and_its_comparison() -> None:
    first = run(trained_and_compared(PLAN, MatchChoice("presets")))
    assert [one.match.score for one in first.pairings if one.match] == scores(made(QUICK))
