"""Files made to hang, exhaust or crash a reader: each is an ImageFileError with a plain reason."""

import os
import random
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest

from kernelview.files import ImageFileError, Limits, decode_image, load_image
from tests.files.building import bare_tiff, noise, png, through_pillow, tiff

ZEROS = zlib.compress(bytes(100_000_000))
KINDS = ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"]


def _patched(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def _jpeg_of(width: int, height: int) -> bytes:
    data = through_pillow(noise("uint8", 5, 5, 3), "JPEG")
    return _patched(data, data.index(b"\xff\xc0") + 5, struct.pack(">HH", height, width))


def _gif_of(width: int, height: int) -> bytes:
    return _patched(
        through_pillow(noise("uint8", 5, 5), "GIF"), 6, struct.pack("<HH", width, height)
    )


def _gif_frame_of(width: int, height: int) -> bytes:
    data = through_pillow(noise("uint8", 5, 5), "GIF")
    frame = data.index(b",\0\0\0\0\x05\0\x05\0")
    return _patched(data, frame + 5, struct.pack("<HH", width, height))


def _bmp_of(width: int, height: int) -> bytes:
    return _patched(
        through_pillow(noise("uint8", 5, 5), "BMP"), 18, struct.pack("<ii", width, height)
    )


def _webp_of(width: int, height: int) -> bytes:
    data = through_pillow(noise("uint8", 5, 5, 3), "WEBP", lossless=True)
    return _patched(data, 21, struct.pack("<I", (width - 1) | (height - 1) << 14))


def _lossy_webp_of(width: int, height: int) -> bytes:
    data = through_pillow(noise("uint8", 5, 5, 3), "WEBP")
    return _patched(data, 26, struct.pack("<HH", width, height))


def _webp_canvas() -> bytes:
    head = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff" * 6
    return b"RIFF" + struct.pack("<I", 100) + head + bytes(80)


@pytest.mark.parametrize(
    "data",
    [
        png((60_000, 60_000), 8, 2),
        png((2**31 - 1, 1), 8, 0),
        png((60_000, 60_000), 16, 6),
        _jpeg_of(65_535, 65_535),
        _jpeg_of(40_000, 40_000),
        _gif_of(65_535, 65_535),
        _gif_frame_of(16_384, 16_384),
        _bmp_of(100_000, 100_000),
        _bmp_of(60_000, 60_000),
        _webp_of(16_384, 16_384),
        _lossy_webp_of(16_383, 16_383),
        _webp_canvas(),
        bare_tiff((60_000, 60_000)),
        bare_tiff((60_000, 60_000), bits=16),
        bare_tiff((60_000, 60_000), compression=5),
        bare_tiff((2**32 - 1, 2**32 - 1)),
        bare_tiff((10, 10), bits=16, more=[(322, 60_000), (323, 60_000), (324, 250), (325, 100)]),
        bare_tiff(
            (10, 10), compression=5, more=[(322, 60_000), (323, 60_000), (324, 250), (325, 9)]
        ),
    ],
)
def test_too_many_pixels_are_refused_from_the_header(data: bytes) -> None:
    with pytest.raises(ImageFileError, match=r"at most 200 million|longest side allowed is 65500"):
        decode_image(data, "bomb")


def test_too_many_channels_are_refused_from_the_header() -> None:
    with pytest.raises(ImageFileError, match="MB of memory"):
        decode_image(bare_tiff((1000, 1000), bits=16, samples=65_535), "bomb")


@pytest.mark.parametrize(
    "data",
    [
        png((10_000, 10_000), 8, 2, packed=zlib.compress(bytes(100))),
        png((10_000, 10_000), 16, 2, packed=zlib.compress(bytes(100))),
        _jpeg_of(10_000, 10_000),
        _gif_frame_of(10_000, 10_000),
        _bmp_of(10_000, 10_000),
        bare_tiff((10_000, 10_000)),
        bare_tiff((10_000, 10_000), bits=16),
        bare_tiff((10_000, 9_000), bits=16, compression=5),
        bare_tiff((10_000, 9_000), compression=32_773),
        bare_tiff((10_000, 9_000), bits=16, compression=8, data=zlib.compress(bytes(1000))),
    ],
)
def test_a_tiny_file_that_claims_a_large_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ImageFileError):
        decode_image(data, "bomb")


@pytest.mark.parametrize("bits", [8, 16])
def test_a_tiff_strip_that_unpacks_to_too_much_is_refused(bits: int) -> None:
    data = bare_tiff((10, 10), bits=bits, compression=8, strip_length=len(ZEROS), data=ZEROS)
    tracemalloc.start()
    try:
        with pytest.raises(ImageFileError, match="unpacks to more"):
            decode_image(data, "bomb")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_damaged_packed_data_says_so() -> None:
    data = tiff(noise("uint16", 9, 9), photometric="minisblack", compression="zlib")
    stream = data.index(b"\x78\x9c")
    with pytest.raises(ImageFileError, match="packed data is damaged"):
        decode_image(_patched(data, stream, b"\0\0"), "bad")


def test_png_data_beyond_the_picture_is_never_unpacked() -> None:
    image = decode_image(png((2, 1), 8, 2, packed=ZEROS), "bomb")
    assert image.pixels.tolist() == [[[0, 0, 0], [0, 0, 0]]]


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_a_png_text_that_unpacks_to_too_much_is_refused(kind: bytes) -> None:
    with pytest.raises(ImageFileError):
        decode_image(png((1, 1), 8, 2, [bytes(3)], extra=[(kind, b"a\0\0" + ZEROS)]), "bomb")


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = through_pillow(noise("uint8", 16, 16), "JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    with pytest.raises(ImageFileError, match="scans"):
        decode_image(data[:start] + data[start:-2] * 600 + data[-2:], "bomb")


@pytest.mark.parametrize("bits", [0, 12, 16, 65_535])
@pytest.mark.parametrize("strips", [1, 2**31 - 1])
def test_tiff_headers_that_contradict_themselves_are_refused(bits: int, strips: int) -> None:
    data = bare_tiff((10, 10), bits=bits, strips=strips, strip_length=90)
    with pytest.raises(ImageFileError):
        decode_image(data, "bad")


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize(
    "more", [[(273, 99_999)], [(279, 0)], [(322, 0), (323, 0), (324, 250), (325, 200)]]
)
def test_tiff_data_outside_the_file_is_refused(bits: int, more: list[tuple[int, int]]) -> None:
    with pytest.raises(ImageFileError):
        decode_image(bare_tiff((10, 10), bits=bits, strip_length=200, more=more), "bad")


def test_tiff_pages_in_a_circle_end() -> None:
    data = bare_tiff((10, 10))
    end_of_page = 8 + 2 + 12 * 9
    assert decode_image(_patched(data, end_of_page, struct.pack("<I", 8)), "a").width == 10


def test_a_volume_is_refused() -> None:
    with pytest.raises(ImageFileError, match="volume"):
        decode_image(tiff(noise("uint16", 2, 16, 16), volumetric=True, tile=(2, 16, 16)), "a")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(kind: str, share: float) -> None:
    data = through_pillow(noise("uint8", 64, 64, 3), kind)
    with pytest.raises(ImageFileError):
        decode_image(data[: int(len(data) * share)], "cut")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_deep_png_cut_short_is_refused(share: float) -> None:
    rows = [row.tobytes() for row in noise("uint16", 64, 64, 3)]
    data = png((64, 64), 16, 2, rows)
    with pytest.raises(ImageFileError):
        decode_image(data[: int(len(data) * share)], "cut")


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_bytes_give_a_picture_or_an_image_file_error(kind: str, seed: int) -> None:
    data = bytearray(through_pillow(noise("uint8", 24, 24, 3), kind))
    chance = random.Random(seed)  # noqa: S311
    for _ in range(1 + seed % 8):
        # Not the first bytes: those only make it another kind of file.
        data[chance.randrange(12, min(len(data), 300))] = chance.randrange(256)
    assert _opens_or_says_why(bytes(data))


@pytest.mark.parametrize("seed", range(60))
def test_damaged_deep_tiffs_give_a_picture_or_an_image_file_error(seed: int) -> None:
    options = {"compression": "zlib"} if seed % 2 else {}
    data = bytearray(tiff(noise("uint16", 9, 9), photometric="minisblack", **options))
    chance = random.Random(seed)  # noqa: S311
    for _ in range(3):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    assert _opens_or_says_why(bytes(data))


def test_limits_are_the_callers_to_choose() -> None:
    data = through_pillow(noise("uint8", 20, 30), "PNG")
    assert decode_image(data, "a", limits=Limits(pixels=600)).width == 30
    for limits in (Limits(pixels=599), Limits(side=29), Limits(bytes=len(data) - 1)):
        with pytest.raises(ImageFileError):
            decode_image(data, "a", limits=limits)


def test_a_picture_larger_than_pillows_own_bound_opens_without_a_warning() -> None:
    data = through_pillow(np.zeros((9_500, 9_500), np.uint8), "PNG")
    assert decode_image(data, "large").width == 9_500


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as stream:
        stream.write(through_pillow(noise("uint8", 4, 4), "PNG"))
        stream.truncate(2_000_000_000)
    with pytest.raises(ImageFileError, match="2,000,000,000 bytes"):
        load_image(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"just some text, named like a picture", "not a PNG"),
        (b"\x89PNG\r\n\x1a\n", "header"),
        (b"%PDF-1.7 and so on", "not a PNG"),
    ],
)
def test_what_is_no_picture_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(ImageFileError, match=reason) as caught:
        load_image(path)
    assert caught.value.path == path
    assert str(caught.value) == f"{path}: {caught.value.reason}"


def test_a_folder_a_missing_file_and_a_bad_name_say_so(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match="it is a folder"):
        load_image(tmp_path)
    with pytest.raises(ImageFileError, match="no such file"):
        load_image(tmp_path / "none.png")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ImageFileError, match="part of this path"):
        load_image(tmp_path / "file" / "a.png")
    with pytest.raises(ImageFileError, match="null character"):
        load_image(tmp_path / "a\0b.png")


def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", Path("/dev/zero")):
        with pytest.raises(ImageFileError, match="pipe, socket or device"):
            load_image(path)


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # The permission bits do not stop the administrator, who may be running the tests.
    monkeypatch.setattr("kernelview.disk.opening.os.open", refuse)
    with pytest.raises(ImageFileError, match="no permission"):
        load_image(path)


def _opens_or_says_why(data: bytes) -> bool:
    try:
        return decode_image(data, "damaged").pixels.size > 0
    except ImageFileError as error:
        return error.reason != ""
