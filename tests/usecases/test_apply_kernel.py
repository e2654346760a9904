"""Applying a kernel to a batch: one bad file stops nothing else."""

from pathlib import Path

import numpy as np
import pytest

from kernelview.engine import Pipeline, Pool
from kernelview.jobs import Progress, run
from kernelview.kernels import preset
from kernelview.usecases.apply_kernel import ApplyRequest, Outcome, PictureDone, apply_kernel
from kernelview.usecases.plan_outputs import Plan
from tests.usecases.pictures import noise, one_kernel, read, rendered, write_noise

SOBEL = one_kernel(preset("sobel-x"))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    sources = [write_noise(tmp_path / f"{n}.png", seed=n) for n in range(3)]
    return tuple((source, tmp_path / "out" / source.name) for source in sources)


def heard_from(request: ApplyRequest) -> tuple[tuple[Outcome, ...], list[Progress]]:
    heard: list[Progress] = []
    return run(apply_kernel(request), heard.append), heard


def test_every_picture_is_written_as_the_engine_renders_it(plan: Plan) -> None:
    outcomes, _ = heard_from(ApplyRequest(plan, SOBEL, "absolute"))
    assert outcomes == tuple(Outcome(source, target) for source, target in plan)
    for seed, (_, target) in enumerate(plan):
        expected = rendered(noise(seed=seed), SOBEL, "absolute")
        np.testing.assert_array_equal(read(target), expected)


def test_one_bad_picture_is_reported_and_the_others_are_done(plan: Plan) -> None:
    bad = plan[1][0]
    bad.write_bytes(b"no picture")
    outcomes, _ = heard_from(ApplyRequest(plan, SOBEL))
    assert [outcome.written for outcome in outcomes] == [True, False, True]
    assert outcomes[1].source == bad
    assert "not a PNG" in str(outcomes[1].reason)
    assert sorted(path.name for path in plan[0][1].parent.iterdir()) == ["0.png", "2.png"]


def test_a_reason_names_the_source_only_when_it_is_at_fault(plan: Plan) -> None:
    source, target = plan[0]
    missing, blocked = source.with_name("missing.png"), target.with_suffix(".xyz")
    outcomes, _ = heard_from(ApplyRequest(((missing, target), (source, blocked)), SOBEL))
    assert str(missing) not in str(outcomes[0].reason)
    assert str(blocked) in str(outcomes[1].reason)


def test_a_pipeline_that_does_not_fit_one_picture_is_that_pictures_reason(
    plan: Plan, tmp_path: Path
) -> None:
    small = tmp_path / "small.png"
    write_noise(small)
    pipeline = Pipeline((Pool(size=50, stride=50),))
    outcomes, _ = heard_from(ApplyRequest(((small, tmp_path / "out.png"),), pipeline))
    assert outcomes[0].reason


def test_a_folder_that_can_not_be_made_is_a_reason(plan: Plan) -> None:
    source, _ = plan[0]
    inside_a_file = source / "out.png"
    outcomes, _ = heard_from(ApplyRequest(((source, inside_a_file),), SOBEL))
    assert not outcomes[0].written
    assert str(source) in str(outcomes[0].reason)


def test_progress_goes_from_0_to_1_and_never_back(plan: Plan) -> None:
    _, heard = heard_from(ApplyRequest(plan, SOBEL))
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0, 1)


def test_each_picture_is_told_of_when_it_is_done(plan: Plan) -> None:
    outcomes, heard = heard_from(ApplyRequest(plan, SOBEL))
    done = [step for step in heard if isinstance(step, PictureDone)]
    assert tuple(step.outcome for step in done) == outcomes
    assert [step.fraction for step in done] == [1 / 3, 2 / 3, 1]


def test_stopping_after_the_first_picture_leaves_the_others_undone(plan: Plan) -> None:
    job = apply_kernel(ApplyRequest(plan, SOBEL))
    for progress in job:
        if isinstance(progress, PictureDone):
            break
    job.close()
    assert [path.name for path in plan[0][1].parent.iterdir()] == ["0.png"]


def test_what_a_file_could_not_hold_is_noted(tmp_path: Path) -> None:
    source = write_noise(tmp_path / "deep.png", dtype=np.uint16)
    outcomes, _ = heard_from(ApplyRequest(((source, tmp_path / "out.jpg"),), SOBEL))
    assert outcomes[0].notes == ("16-bit made 8-bit: JPEG holds no more",)
