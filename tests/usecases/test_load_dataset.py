from pathlib import Path

import numpy as np
import pytest

from kernelview.document.image import Image
from kernelview.files.datasets import load_bundled
from kernelview.files.errors import DatasetFileError
from kernelview.files.images import save_image
from kernelview.jobs import Progress, run
from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.learn.shapes import SHAPE_NAMES
from kernelview.usecases.load_dataset import load_dataset
from tests.files.datasets.building import csv_of, idx, idx_pair, labels, pictures


def load(choice: DataChoice) -> Split:
    return run(load_dataset(choice))


def npz_of(folder: Path, count: int = 50) -> str:
    path = folder / "set.npz"
    # Each picture is flat in its own grey, so that its label can be told.
    images = np.arange(count, dtype=np.uint8)[:, None, None].repeat(4, 1).repeat(4, 2)
    np.savez(path, images=images, labels=np.arange(count) // 10)
    return str(path)


def test_the_last_fifth_of_the_mnist_digits_are_for_testing() -> None:
    parts, whole = load(DataChoice()), load_bundled("mnist-5k")
    assert np.array_equal(parts.train.images, whole.images[:4000])
    assert np.array_equal(parts.test.labels, whole.labels[4000:])


def test_the_small_digits_and_shapes_are_known_by_name() -> None:
    assert load(DataChoice("digits-8x8")).train.shape == (8, 8, 1)
    shapes = load(DataChoice("shapes", limit=120, side=12, colour=True, noise=0))
    assert shapes.train.shape == (12, 12, 3)
    assert len(shapes.train) + len(shapes.test) == 120
    assert shapes.train.class_names == SHAPE_NAMES


def test_classes_are_kept_before_the_limit_counts() -> None:
    parts = load(DataChoice(classes=(7, 2), limit=100, test_share=0.25))
    assert (len(parts.train), len(parts.test)) == (75, 25)
    assert parts.train.class_names == ("7", "2")
    whole = load_bundled("mnist-5k").only((7, 2))
    assert np.array_equal(parts.train.images, whole.images[:75])


def test_of_some_classes_of_shapes_as_many_are_made_as_the_limit_says() -> None:
    parts = load(DataChoice("shapes", limit=90, classes=(8, 9, 10)))
    assert len(parts.train) + len(parts.test) == 90
    assert parts.train.class_names == ("circle", "square", "triangle")
    assert np.ptp(parts.train.counts() + parts.test.counts()) == 0


def test_a_file_is_shuffled_once_by_the_seed(tmp_path: Path) -> None:
    source = npz_of(tmp_path)
    first, again, other = (load(DataChoice(source, seed=seed)).train for seed in (3, 3, 4))
    assert np.array_equal(first.images, again.images)
    assert not np.array_equal(first.images, other.images)
    assert not np.array_equal(first.labels, np.sort(first.labels))
    assert np.array_equal(first.images[:, 0, 0, 0] // 10, first.labels)


def test_the_limit_of_a_sorted_file_is_no_single_class(tmp_path: Path) -> None:
    parts = load(DataChoice(npz_of(tmp_path), limit=20))
    assert len(set(parts.train.labels.tolist())) > 2


@pytest.mark.parametrize("name", ["set.csv", "SET.CSV", "set.csv.gz", "set.tsv"])
def test_tables_are_told_by_their_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(csv_of(pictures(), labels()))
    parts = load(DataChoice(str(tmp_path / name)))
    assert len(parts.train) + len(parts.test) == 12


def test_idx_files_and_folders_are_told_by_themselves(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(pictures()), idx(labels()))
    assert load(DataChoice(str(path))).train.shape == (6, 6, 1)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(3):
            save_image(Image(np.full((9, 9), 40, np.uint8)), tmp_path / name / f"{number}.png")
    parts = load(DataChoice(str(tmp_path), side=10, limit=5))
    assert parts.train.shape == (10, 10, 1)
    assert len(parts.train) + len(parts.test) == 5
    one_class_each = load(DataChoice(str(tmp_path), classes=(1, 0)))
    assert one_class_each.test.class_names == ("b", "a")


@pytest.mark.parametrize("source", ["mnist-5k", "digits-8x8", "shapes"])
def test_a_class_that_is_not_there_is_refused(source: str) -> None:
    with pytest.raises(LearnError, match=r"classes, 0 to .*; 77 is none"):
        load(DataChoice(source, classes=(0, 77)))


def test_a_source_that_is_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetFileError, match="no such file or folder"):
        load(DataChoice(str(tmp_path / "none")))
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(DatasetFileError, match="IDX files are named as"):
        load(DataChoice(str(tmp_path / "notes.txt")))
    with pytest.raises(DatasetFileError):
        load(DataChoice("a\0b"))
    with pytest.raises(DatasetFileError):
        load(DataChoice("n" * 5000))


def test_too_few_pictures_for_both_parts_are_refused() -> None:
    with pytest.raises(LearnError, match="each part needs at least one"):
        load(DataChoice(limit=2, test_share=0.01))


def test_the_progress_speaks_of_the_whole() -> None:
    steps: list[Progress] = []
    run(load_dataset(DataChoice("shapes", limit=3000)), steps.append)
    assert steps[-1].fraction == 1
    assert all(step.message for step in steps)
