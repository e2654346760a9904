"""Files made to hang, exhaust or crash a reader: each is a DatasetFileError, in little memory."""

import gzip
import random
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from kernelview.files.datasets import load_csv, load_idx, load_npz
from kernelview.files.errors import DatasetFileError
from kernelview.jobs import run
from tests.files.datasets.building import (
    Loader,
    csv_of,
    idx,
    idx_header,
    idx_pair,
    labels,
    little_memory,
    loads_or_says_why,
    npy,
    npy_claiming,
    npz,
    pictures,
)

ZEROS = 200_000_000


def bomb(header: bytes = b"") -> bytes:
    """200 MB of zeros packed by gzip, written part by part."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(header)]
    parts += [packer.compress(bytes(1_000_000)) for _ in range(ZEROS // 1_000_000)]
    return b"".join(parts) + packer.flush()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "sizes",
    [
        (2**32 - 1, 2**32 - 1, 2**32 - 1),
        (1_000_001, 1, 1),
        (1_000_000, 1024, 1024),
        (10_000, 28, 2**31),
        (60_000, 28, 28),
        (0, 28, 28),
        (10, 0, 28),
    ],
)
def test_an_idx_header_that_lies_takes_no_memory(
    tmp_path: Path, sizes: tuple[int, int, int], packed: bool
) -> None:
    data = idx_header("u1", *sizes) + bytes(1000)
    path = idx_pair(tmp_path, gzip.compress(data) if packed else data, idx(labels()))
    with little_memory(), pytest.raises(DatasetFileError):
        run(load_idx(path))


def test_idx_labels_that_claim_millions_take_no_memory(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, idx(pictures()), idx_header("f8", 1_000_000_000))
    with little_memory(), pytest.raises(DatasetFileError, match="at most 1,000,000"):
        run(load_idx(path))


def test_an_idx_file_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    path = idx_pair(tmp_path, bomb(idx_header("u1", 12, 6, 6)), idx(labels()))
    with little_memory(), pytest.raises(DatasetFileError, match="more values than its header"):
        run(load_idx(path))


def test_a_gzip_header_without_an_end_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    with path.open("wb") as stream:
        stream.write(b"\x1f\x8b\x08\x08\0\0\0\0\0\3")
        stream.write(b"n" * 50_000_000)
    with little_memory(), pytest.raises(DatasetFileError, match="cut short"):
        run(load_csv(path))


@pytest.mark.parametrize("shape", [(2**62, 2**62), (1_000_000, 1024, 1024), (1_000_001, 2, 2)])
def test_an_npy_header_that_lies_takes_no_memory(tmp_path: Path, shape: tuple[int, ...]) -> None:
    data = npy_claiming(shape, body=bytes(100))
    path = npz(tmp_path / "set.npz", {"images": data, "labels": npy(labels())})
    with little_memory(), pytest.raises(DatasetFileError):
        run(load_npz(path))


def test_a_zip_list_that_lies_about_a_size_takes_no_memory(tmp_path: Path) -> None:
    claimed = npy_claiming((100, 1000, 1000))
    path = npz(tmp_path / "set.npz", {"images": claimed, "labels": npy(labels(100))})
    data = bytearray(path.read_bytes())
    wrong = struct.pack("<I", len(claimed) + 100_000_000)
    entry = data.index(b"PK\1\2")
    data[entry + 24 : entry + 28] = wrong
    path.write_bytes(data)
    with little_memory(), pytest.raises(DatasetFileError, match="more than its"):
        run(load_npz(path))


def test_an_npz_of_zeros_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("images.npy", "w") as member:
            member.write(npy_claiming((12, 6, 6)))
            for _ in range(ZEROS // 1_000_000):
                member.write(bytes(1_000_000))
        archive.writestr("labels.npy", npy(labels()))
    with little_memory(), pytest.raises(DatasetFileError, match="not as long as its header"):
        run(load_npz(path))


def test_a_huge_npy_header_is_refused(tmp_path: Path) -> None:
    header = b"\x93NUMPY\2\0" + struct.pack("<I", 100_000_000) + bytes(100_000_000)
    path = npz(tmp_path / "set.npz", {"images": header, "labels": npy(labels())})
    with little_memory(), pytest.raises(DatasetFileError, match="too long"):
        run(load_npz(path))


@pytest.mark.parametrize(
    "text",
    [
        b"__import__('os').system('true')",
        b"[" * 9000,
        b"{'descr': '|O', 'fortran_order': False, 'shape': (4, 3, 3)}",
        b"{'descr': '|u1', 'fortran_order': False, 'shape': (-4, 3, 3)}",
        b"{'descr': '|u1', 'fortran_order': False, 'shape': (True, 3, 3)}",
        b"{'descr': '|u1', 'fortran_order': False, 'shape': (4, '3', 3)}",
        b"{'descr': '|V36', 'fortran_order': False, 'shape': (4,)}",
        b"{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (4, 3, 3)}",
        b"\xff\xfe",
        b"",
    ],
)
@pytest.mark.parametrize("version", [b"\1\0", b"\2\0", b"\3\0", b"\xff\xff"])
def test_damaged_npy_headers_are_refused(tmp_path: Path, text: bytes, version: bytes) -> None:
    size = struct.pack("<H" if version == b"\1\0" else "<I", len(text))
    data = b"\x93NUMPY" + version + size + text + bytes(36)
    path = npz(tmp_path / "set.npz", {"images": data, "labels": npy(labels(4))})
    with pytest.raises(DatasetFileError):
        run(load_npz(path))


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    np.savez(path, images=np.array([{}, {}, {}], object), labels=labels(3))
    with pytest.raises(DatasetFileError, match="holds object"):
        run(load_npz(path))


def test_a_zip_with_very_many_arrays_is_refused(tmp_path: Path) -> None:
    path = npz(tmp_path / "set.npz", {f"a{number}": b"" for number in range(1001)})
    with pytest.raises(DatasetFileError, match="more than 1,000 arrays"):
        run(load_npz(path))


def test_a_zip_list_of_another_size_than_its_end_says_is_refused(tmp_path: Path) -> None:
    path = npz(tmp_path / "set.npz", {"images": npy(pictures()), "labels": npy(labels())})
    data = path.read_bytes()
    large_end = b"PK\6\7" + bytes(16)
    path.write_bytes(data[:-22] + large_end + data[-22:])
    with pytest.raises(DatasetFileError, match="more than 1,000 arrays"):
        run(load_npz(path))


def test_an_encrypted_or_oddly_packed_array_is_refused(tmp_path: Path) -> None:
    members = {"images": npy(pictures()), "labels": npy(labels())}
    path = npz(tmp_path / "odd.npz", members, zipfile.ZIP_BZIP2)
    with pytest.raises(DatasetFileError, match="encrypted, or packed"):
        run(load_npz(path))
    path = npz(tmp_path / "locked.npz", members)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(DatasetFileError, match="encrypted, or packed"):
        run(load_npz(path))


def test_a_damaged_array_is_found_by_its_check_sum(tmp_path: Path) -> None:
    members = {"images": npy(pictures()), "labels": npy(labels())}
    path = npz(tmp_path / "set.npz", members, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(b"NUMPY") + 200] ^= 255
    path.write_bytes(data)
    with pytest.raises(DatasetFileError, match="damaged"):
        run(load_npz(path))


@pytest.mark.parametrize("content", [b"PK", b"PK\5\6" + bytes(18), b"no zip at all", bytes(100)])
def test_what_is_no_npz_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "set.npz").write_bytes(content)
    with pytest.raises(DatasetFileError):
        run(load_npz(tmp_path / "set.npz"))


def test_a_line_without_an_end_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_bytes(gzip.compress(b"1,0,0,0,0\n2" + b",0" * 20_000_000, 1))
    with little_memory(), pytest.raises(DatasetFileError, match="longer than 4,000,000"):
        run(load_csv(tmp_path / "set.csv"))


def test_text_that_unpacks_without_an_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernelview.files.datasets.csv_table._LARGEST_TEXT", 2_000_000)
    (tmp_path / "set.csv").write_bytes(gzip.compress(b"1,0,0,0,0\n" + b"\n" * 4_000_000, 1))
    with pytest.raises(DatasetFileError, match="2 MB of text"):
        run(load_csv(tmp_path / "set.csv"))


def test_too_many_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernelview.files.datasets.csv_table.MOST_PICTURES", 99)
    (tmp_path / "set.csv").write_text("1,0,0,0,0\n2,1,0,0,0\n" * 50)
    with pytest.raises(DatasetFileError, match="more than 99 lines"):
        run(load_csv(tmp_path / "set.csv"))


@pytest.mark.parametrize("loader", [load_csv, load_npz, load_idx])
def test_a_folder_and_a_huge_file_are_refused(tmp_path: Path, loader: Loader) -> None:
    path = tmp_path / "train-images-idx3-ubyte"
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(labels()))
    path.mkdir()
    with pytest.raises(DatasetFileError, match="a folder"):
        run(loader(path))
    path.rmdir()
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(DatasetFileError, match="2,000,000,000 bytes"):
        run(loader(path))


def _damaged(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311
    changed = bytearray(data)
    for _ in range(1 + seed % 6):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(1, len(changed))] if seed % 5 == 0 else changed)


@pytest.mark.parametrize("packed", [False, True])
def test_damaged_idx_files_load_or_say_why(tmp_path: Path, packed: bool) -> None:
    for seed in range(60):
        images, answers = idx(pictures()), idx(labels())
        images = gzip.compress(images) if packed else images
        path = idx_pair(tmp_path, _damaged(images, seed), _damaged(answers, seed + 1))
        assert loads_or_says_why(load_idx(path))


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damaged_npz_files_load_or_say_why(tmp_path: Path, packing: int) -> None:
    members = {"images": npy(pictures()), "labels": npy(labels())}
    whole = npz(tmp_path / "whole.npz", members, packing).read_bytes()
    for seed in range(150):
        (tmp_path / "set.npz").write_bytes(_damaged(whole, seed))
        assert loads_or_says_why(load_npz(tmp_path / "set.npz"))


@pytest.mark.parametrize("packed", [False, True])
def test_damaged_tables_load_or_say_why(tmp_path: Path, packed: bool) -> None:
    whole = csv_of(pictures(), labels()).encode()
    whole = gzip.compress(whole) if packed else whole
    for seed in range(80):
        (tmp_path / "set.csv").write_bytes(_damaged(whole, seed))
        assert loads_or_says_why(load_csv(tmp_path / "set.csv"))
