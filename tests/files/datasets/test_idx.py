import gzip
from pathlib import Path

import numpy as np
import pytest

from kernelview.files.datasets import load_idx
from kernelview.files.errors import DatasetFileError
from kernelview.jobs import Progress, run
from tests.files.datasets.building import idx, idx_pair, labels, pictures


@pytest.mark.parametrize("chosen", ["images", "labels"])
@pytest.mark.parametrize(
    ("images_name", "labels_name"),
    [
        ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
        ("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte"),
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
        ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte"),
        ("train-images-idx3-ubyte", "train-labels.idx1-ubyte.gz"),
        ("images-idx3-ubyte", "labels-idx1-ubyte"),
        ("TRAIN-images.idx3", "TRAIN-labels.idx1"),
    ],
)
def test_either_file_of_a_pair_finds_the_other(
    tmp_path: Path, images_name: str, labels_name: str, chosen: str
) -> None:
    for name, values in ((images_name, pictures()), (labels_name, labels())):
        data = idx(values)
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    dataset = run(load_idx(tmp_path / (images_name if chosen == "images" else labels_name)))
    assert np.array_equal(dataset.images[..., 0], pictures())
    assert dataset.labels.tolist() == labels().tolist()
    assert dataset.class_names == ("0", "1", "2")
    assert dataset.images.dtype == np.uint8


def test_the_partner_named_in_the_same_way_comes_first(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(pictures()), idx(labels()))
    (tmp_path / "train-labels.idx1-ubyte").write_bytes(idx(labels(5)))
    assert len(run(load_idx(path))) == 12


@pytest.mark.parametrize("kind", ["u1", "i2", "i4", "f4", "f8"])
def test_every_kind_of_number_is_read(tmp_path: Path, kind: str) -> None:
    dataset = run(load_idx(idx_pair(tmp_path, idx(pictures(), kind), idx(labels(), "i4"))))
    assert np.array_equal(dataset.images[..., 0], pictures())
    assert dataset.images.dtype == np.uint8


def test_colour_pictures_have_four_dimensions(tmp_path: Path) -> None:
    dataset = run(load_idx(idx_pair(tmp_path, idx(pictures(channels=3)), idx(labels()))))
    assert np.array_equal(dataset.images, pictures(channels=3))


def test_the_name_is_what_stands_before_images(tmp_path: Path) -> None:
    assert run(load_idx(idx_pair(tmp_path, idx(pictures()), idx(labels())))).name == "train"


def test_the_counts_must_agree(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(pictures(12)), idx(labels(11)))
    with pytest.raises(DatasetFileError, match="12 pictures and 11 labels") as caught:
        run(load_idx(path))
    assert caught.value.path == path


def test_a_missing_partner_is_named(tmp_path: Path) -> None:
    path = tmp_path / "train-images.idx3-ubyte.gz"
    path.write_bytes(gzip.compress(idx(pictures())))
    with pytest.raises(DatasetFileError, match=r"train-labels\.idx1-ubyte\.gz with its labels"):
        run(load_idx(path))


def test_a_name_that_tells_nothing_says_how_it_should_be(tmp_path: Path) -> None:
    (tmp_path / "digits").write_bytes(idx(pictures()))
    with pytest.raises(DatasetFileError, match="named as train-images-idx3-ubyte"):
        run(load_idx(tmp_path / "digits"))
    with pytest.raises(DatasetFileError, match="no such file"):
        run(load_idx(tmp_path / "none"))


def test_a_fault_in_the_labels_names_their_file(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(pictures()), b"\0\0\x08\1\0\0")
    with pytest.raises(DatasetFileError, match="header is cut short") as caught:
        run(load_idx(path))
    assert caught.value.path == tmp_path / "train-labels-idx1-ubyte"


def test_labels_given_for_pictures_say_so(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(labels()), idx(pictures()))
    with pytest.raises(DatasetFileError, match="3 dimensions; 1 would be right"):
        run(load_idx(path))


def test_the_progress_counts_the_bytes(tmp_path: Path) -> None:
    steps: list[Progress] = []
    images = np.zeros((30_000, 28, 28), np.uint8)
    images[0, 0, 0] = 255
    run(load_idx(idx_pair(tmp_path, idx(images), idx(labels(30_000)))), steps.append)
    assert len(steps) > 4
    assert steps[-1].fraction == 1
    assert steps[-1].message == "Reading the pictures"
