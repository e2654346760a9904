from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from kernelview.files.errors import ImageFileError
from kernelview.jobs import run
from kernelview.learn.learned import KernelLayer
from kernelview.learn.timeline import Moment
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.export_wall import MOST_FRAMES, STRIP_MOMENTS, chosen_moments, export_wall
from kernelview.usecases.wall_frames import WallColours, WallFrames, moment_words
from kernelview.usecases.wall_picture import WallView


def two_colours(units: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Red below zero, green above, black at zero."""
    zero = np.zeros_like(units)
    colours = np.stack([np.maximum(-units, 0), np.maximum(units, 0), zero], axis=-1)
    return np.asarray(np.rint(colours * 255), np.uint8)


COLOURS = WallColours("#ffffff", "#808080", "#000000", two_colours)


def moment(batch: int, *, units: int = 4, channels: int = 1, sign: float = 1.0) -> Moment:
    kernels = np.full((3, 3, channels, units), sign, np.float32)
    layer = KernelLayer("conv1", kernels, None, "relu")
    epoch = 0 if batch == 0 else 1 + (batch - 1) // 100
    return Moment(batch, epoch, 1.5, 0.5, (layer,))


MOMENTS = [moment(batch, sign=-1.0 if batch < 50 else 1.0) for batch in range(0, 301, 1)]


def share_of(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    pixels = np.asarray(picture.convert("RGB"))
    return float((pixels == np.array(colour)).all(axis=2).mean())


def test_an_animation_shows_the_kernels_from_first_to_last(tmp_path: Path) -> None:
    path = tmp_path / "wall.gif"
    result = run(export_wall(MOMENTS, path, view=WallView(), colours=COLOURS))
    assert (result.path, result.moments) == (path, MOST_FRAMES)
    with Image.open(path) as picture:
        assert sum(1 for _ in ImageSequence.Iterator(picture)) == MOST_FRAMES
        picture.seek(0)
        assert picture.width == 800
        assert share_of(picture, (255, 0, 0)) > 0.1
        picture.seek(MOST_FRAMES - 1)
        assert share_of(picture, (0, 255, 0)) > 0.1
        assert share_of(picture, (255, 0, 0)) == 0


def test_the_caption_changes_with_the_moment(tmp_path: Path) -> None:
    path = tmp_path / "wall.gif"
    run(export_wall([moment(1), moment(2)], path, view=WallView(), colours=COLOURS))
    with Image.open(path) as picture:
        first = np.asarray(picture.convert("RGB"))
        picture.seek(1)
        second = np.asarray(picture.convert("RGB"))
    changed = np.flatnonzero((first != second).any(axis=(1, 2)))
    assert len(changed)
    # The kernels are the same: only the words above them differ.
    assert changed.max() < 60


def test_a_strip_shows_some_moments_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    result = run(export_wall(MOMENTS, path, view=WallView(), colours=COLOURS))
    assert result.moments == STRIP_MOMENTS
    with Image.open(path) as picture:
        assert picture.width > 2000
        left = picture.crop((0, 0, 300, picture.height))
        right = picture.crop((picture.width - 300, 0, picture.width, picture.height))
        assert share_of(left, (255, 0, 0)) > 0.3
        assert share_of(right, (0, 255, 0)) > 0.3


@pytest.mark.parametrize("units", [1, 2, 300])
@pytest.mark.parametrize("suffix", [".gif", ".png"])
def test_any_number_of_kernels_and_one_moment_alone_can_be_exported(
    units: int, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"wall{suffix}"
    assert (
        run(export_wall([moment(0, units=units)], path, view=WallView(), colours=COLOURS)).moments
        == 1
    )
    with Image.open(path) as picture:
        assert share_of(picture, (0, 255, 0)) > 0.05


def test_an_export_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "wall.gif"
    path.write_bytes(b"before")
    job = export_wall(MOMENTS, path, view=WallView(), colours=COLOURS)
    fractions = [next(job).fraction for _ in range(10)]
    job.close()
    assert fractions == sorted(fractions)
    assert 0 < fractions[-1] < 0.5
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"wall\.bmp.*\.gif or \.png"):
        run(export_wall(MOMENTS, tmp_path / "wall.bmp", view=WallView(), colours=COLOURS))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match="no such file or folder"):
        run(export_wall(MOMENTS, tmp_path / "no" / "wall.png", view=WallView(), colours=COLOURS))


def test_nothing_recorded_and_no_kernels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wall.gif"
    with pytest.raises(UseCaseError, match="nothing to export"):
        run(export_wall([], path, view=WallView(), colours=COLOURS))
    empty = Moment(1, 1, 1.0, 0.5, ())
    with pytest.raises(UseCaseError, match="no kernels"):
        run(export_wall([empty], path, view=WallView(), colours=COLOURS))


def test_moments_are_chosen_from_first_to_last_and_none_twice() -> None:
    for count in (1, 5, 8, 120, 400):
        chosen = [one.batch for one in chosen_moments(MOMENTS, count)]
        assert chosen == sorted(set(chosen))
        assert len(chosen) == min(count, len(MOMENTS))
        assert count == 1 or (chosen[0], chosen[-1]) == (0, 300)


def test_a_strip_has_more_of_the_beginning() -> None:
    chosen = [one.batch for one in chosen_moments(MOMENTS, 8, power=2.0)]
    assert (chosen[0], chosen[-1], len(chosen)) == (0, 300, 8)
    assert np.diff(chosen)[0] < np.diff(chosen)[-1]
    few = [one.batch for one in chosen_moments(MOMENTS[:9], 8, power=2.0)]
    assert (few[0], few[-1], len(set(few))) == (0, 8, 8)


def test_kernels_keep_their_places_from_frame_to_frame() -> None:
    def of(strengths: list[float], batch: int) -> Moment:
        kernels = np.ones((1, 1, 1, 2), np.float32) * np.array(strengths, np.float32)
        return Moment(batch, 1, 1.0, 0.5, (KernelLayer("conv1", kernels, None, "relu"),))

    first, last = of([1.0, -0.5], 1), of([0.5, -1.0], 2)
    frames = WallFrames([first, last], WallView(order="norm"), width=300, height=100)
    centre = frames.layout.tile[0] // 2
    row = frames.layout.tile[1] // 2
    # The last moment's strongest, the negative one, is first in both.
    middle = frames.draw(first)[row].max() // 2
    assert frames.draw(first)[row, centre] < middle
    assert frames.draw(last)[row, centre] < middle


def test_a_moment_in_words() -> None:
    assert moment_words(moment(0)) == ("at the start", "")
    assert moment_words(moment(150)) == ("epoch 2, batch 150", "loss 1.5, accuracy 50.0 %")
