import os
from pathlib import Path

import numpy as np
import pytest

from kernelview.document.image import Image
from kernelview.files.datasets import load_picture_folder, picture_folder
from kernelview.files.datasets.picture_folder import as_input
from kernelview.files.errors import DatasetFileError
from kernelview.files.images import save_image
from kernelview.jobs import Progress, run


def grey(value: int, height: int = 20, width: int = 20) -> Image:
    return Image(np.full((height, width), value, np.uint8))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three classes of four flat pictures whose grey tells class and number."""
    for label, name in enumerate(("zebra", "ant", "bee")):
        (tmp_path / name).mkdir()
        for number in range(4):
            picture = grey(50 * label + 10 * number)
            save_image(picture, tmp_path / name / f"{number}.png")
    return tmp_path


def test_each_subfolder_is_a_class_in_the_order_of_names(folder: Path) -> None:
    dataset = run(load_picture_folder(folder, side=8))
    assert dataset.class_names == ("ant", "bee", "zebra")
    assert dataset.images.shape == (12, 8, 8, 1)
    assert dataset.images.dtype == np.uint8
    assert dataset.skipped == ()
    # ant's greys begin at 50, bee's at 100, zebra's at 0.
    greys = dataset.images[:, 0, 0, 0].astype(int)
    assert np.array_equal(np.array([1, 2, 0])[dataset.labels], greys // 50)
    assert sorted(greys) == sorted(
        50 * label + 10 * number for label in range(3) for number in range(4)
    )


def test_the_seed_decides_the_order(folder: Path) -> None:
    first, second, other = (
        run(load_picture_folder(folder, seed=seed)).labels.tolist() for seed in (1, 1, 2)
    )
    assert first == second
    assert first != other


def test_limit_and_classes_keep_so_many_of_these_alone(folder: Path) -> None:
    steps: list[Progress] = []
    job = load_picture_folder(folder, limit=5, classes=(2, 0))
    dataset = run(job, steps.append)
    assert dataset.class_names == ("zebra", "ant")
    assert len(dataset) == 5
    greys = dataset.images[:, 0, 0, 0] // 50
    assert np.array_equal(greys, dataset.labels)
    assert steps[-1].done == steps[-1].total == 5
    assert "Reading" in steps[-1].message


def test_a_class_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(DatasetFileError, match="3 classes, 0 to 2; 3 is none"):
        run(load_picture_folder(folder, classes=(0, 3)))


def test_bad_pictures_are_named_and_left_out_and_others_ignored(folder: Path) -> None:
    (folder / "ant" / "broken.png").write_bytes(b"no picture")
    (folder / "ant" / "empty.jpg").touch()
    (folder / "ant" / "notes.txt").write_text("not a picture")
    (folder / "ant" / ".hidden.png").write_bytes(b"no picture")
    (folder / "ant" / "inner").mkdir()
    (folder / ".cache").mkdir()
    (folder / "readme.md").write_text("not a class")
    dataset = run(load_picture_folder(folder))
    assert len(dataset) == 12
    assert dataset.class_names == ("ant", "bee", "zebra")
    broken, empty = sorted(dataset.skipped)
    assert broken == f"ant{os.sep}broken.png: it is not a PNG, JPEG, TIFF, BMP, GIF or WebP picture"
    assert empty == f"ant{os.sep}empty.jpg: the file is empty"


def test_a_limit_counts_only_what_can_be_read(folder: Path) -> None:
    for number in range(20):
        (folder / "ant" / f"bad{number}.png").write_bytes(b"no picture")
    dataset = run(load_picture_folder(folder, limit=12))
    assert len(dataset) == 12
    assert len(dataset.skipped) == 20


def test_very_many_bad_pictures_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_folder, "_MOST_SKIPPED", 3)
    for number in range(9):
        (folder / "ant" / f"bad{number}.png").write_bytes(b"no picture")
    skipped = run(load_picture_folder(folder)).skipped
    assert len(skipped) == 4
    assert skipped[-1] == "and 6 more"


def test_a_pipe_in_the_folder_is_left_out_without_waiting(folder: Path) -> None:
    os.mkfifo(folder / "ant" / "pipe.png")
    (skipped,) = run(load_picture_folder(folder)).skipped
    assert "pipe, socket or device" in skipped


def test_colour_is_kept_where_it_is_asked_for(folder: Path) -> None:
    red = np.zeros((30, 30, 3), np.uint8)
    red[..., 0] = 200
    (folder / "red").mkdir()
    for number in range(2):
        save_image(Image(red), folder / "red" / f"{number}.png")
    dataset = run(load_picture_folder(folder, side=8, colour=True))
    assert dataset.shape == (8, 8, 3)
    reds = dataset.images[dataset.labels == 2]
    assert np.all(reds == (200, 0, 0))
    ants = dataset.images[dataset.labels == 0]
    assert np.all(ants == ants[..., :1])
    reds = run(load_picture_folder(folder, side=8)).images[:, 0, 0, 0]
    assert round(0.299 * 200) in reds


def test_the_middle_square_is_averaged() -> None:
    wide = np.zeros((8, 16), np.uint8)
    wide[:, :4], wide[:, 12:] = 255, 255
    assert not as_input(wide, side=4, colour=False).any()
    pattern = np.zeros((16, 16), np.uint8)
    pattern[::2, ::2] = 200
    assert np.all(as_input(pattern, side=8, colour=False) == 50)


def test_pictures_of_any_depth_are_brought_to_8_bits() -> None:
    half = {np.uint8: 128, np.uint16: 32_896, np.float32: 128 / 255, np.float64: 128 / 255}
    for dtype, value in half.items():
        pixels = np.full((9, 9, 3), value, dtype)
        assert np.all(as_input(pixels, side=4, colour=True) == 128), dtype


def test_what_is_transparent_is_white_and_what_is_no_number_black() -> None:
    pixels = np.zeros((8, 8, 2), np.uint8)
    pixels[:, 4:, 1] = 255
    seen = as_input(pixels, side=8, colour=False)[..., 0]
    assert np.all(seen[:, :4] == 255)
    assert not seen[:, 4:].any()
    assert not as_input(np.full((8, 8), np.nan, np.float32), side=8, colour=False).any()


def test_a_small_picture_is_enlarged() -> None:
    assert as_input(np.full((3, 5), 77, np.uint8), side=28, colour=False).shape == (28, 28, 1)


def test_a_folder_without_classes_says_how_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(DatasetFileError, match="each class is a folder"):
        run(load_picture_folder(tmp_path))
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with pytest.raises(DatasetFileError, match="it has 0 pictures"):
        run(load_picture_folder(tmp_path))
    with pytest.raises(DatasetFileError, match="no such file"):
        run(load_picture_folder(tmp_path / "none"))
    (tmp_path / "file").touch()
    with pytest.raises(DatasetFileError, match="part of this path"):
        run(load_picture_folder(tmp_path / "file"))


def test_too_many_folders_are_refused(tmp_path: Path) -> None:
    for number in range(1001):
        (tmp_path / str(number)).mkdir()
    with pytest.raises(DatasetFileError, match="more than 1,000 folders"):
        run(load_picture_folder(tmp_path))


def test_too_many_pictures_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_folder, "MOST_PICTURES", 11)
    with pytest.raises(DatasetFileError, match="more than 11 pictures"):
        run(load_picture_folder(folder))


def test_closing_the_job_ends_it_between_pictures(folder: Path) -> None:
    job = load_picture_folder(folder)
    next(job)
    job.close()
    with pytest.raises(StopIteration):
        next(job)
