import json
import pickle
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from kernelview.files import (
    KernelFileError,
    kernel_from_json,
    kernel_to_json,
    load_kernel,
    save_kernel,
)
from kernelview.files.kernel_json import parse_json
from kernelview.kernels import Kernel, KernelError, preset, preset_names
from tests.files.strategies import bare_kernels, kernels

SOBEL = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], name="Sobel x")
BARE = [".csv", ".npy"]
EXACT = [".json", *BARE]


@settings(deadline=None)
@given(kernel=kernels())
def test_json_gives_back_an_equal_kernel(kernel: Kernel) -> None:
    assert kernel_from_json(json.loads(json.dumps(kernel_to_json(kernel)))) == kernel


@settings(deadline=None)
@given(kernel=kernels())
def test_a_json_file_gives_back_an_equal_kernel(
    kernel: Kernel, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.json"
    save_kernel(kernel, path)
    assert load_kernel(path) == (kernel if kernel.name else kernel.replace(name="law"))


@pytest.mark.parametrize("suffix", BARE)
@settings(deadline=None)
@given(kernel=bare_kernels())
def test_a_bare_matrix_gives_back_weights_over_divisor(
    suffix: str, kernel: Kernel, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"law{suffix}"
    save_kernel(kernel, path)
    assert load_kernel(path) == Kernel(kernel.effective_weights, name="law")


@pytest.mark.parametrize("suffix", EXACT)
def test_every_preset_survives_an_exact_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"kernel{suffix}"
    for name in preset_names():
        kernel = preset(name).replace(offset=0.0)
        save_kernel(kernel, path)
        np.testing.assert_array_equal(load_kernel(path).effective_weights, kernel.effective_weights)


def test_the_largest_kernel_survives_where_size_is_free(tmp_path: Path) -> None:
    weights = np.random.default_rng(1).normal(size=(99, 99)) / 3
    for suffix in (*EXACT, ".txt", ".kernel", ".mat"):
        save_kernel(Kernel(weights), tmp_path / f"a{suffix}")
        np.testing.assert_array_equal(load_kernel(tmp_path / f"a{suffix}").weights, weights)


@pytest.mark.parametrize("suffix", BARE)
def test_what_a_bare_matrix_would_lose_is_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"kernel{suffix}"
    for kernel, lost in (
        (SOBEL.replace(offset=128), "offset"),
        (SOBEL.replace(anchor=(0, 1)), "anchor"),
    ):
        with pytest.raises(KernelFileError, match=rf"{lost}.*\.json keeps it"):
            save_kernel(kernel, path)
    assert not path.exists()


def test_text_is_what_imagej_reads(tmp_path: Path) -> None:
    save_kernel(SOBEL, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text() == "-1 0 1\n-2 0 2\n-1 0 1\n"
    save_kernel(SOBEL, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "-1,0,1\n-2,0,2\n-1,0,1\n"


def test_json_has_one_line_a_row_of_weights(tmp_path: Path) -> None:
    save_kernel(SOBEL, tmp_path / "a.json")
    assert "    [-2.0, 0.0, 2.0],\n" in (tmp_path / "a.json").read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "1 0 -1\r\n2\t0\t-2\r\n1 0 -1\r\n"),
        ("a.txt", "\ufeff1 0 -1\n2 0 -2\n1 0 -1"),
        ("a.TXT", "[[1, 0, -1], [2, 0, -2], [1, 0, -1]]"),
        ("a.csv", "1,0,-1\n2,0,-2\n\n1,0,-1\n"),
        ("a.csv", "\ufeff1;0;-1\r\n2,0;0;-2,0\r\n1;0;-1\r\n"),
        ("a.csv", '"1","0","-1"\n4/2,0,-2\n1,0,-1\n'),
        ("a.csv", "1\t0\t-1\n2\t0\t-2\n1\t0\t-1\n"),
    ],
)
def test_text_is_read_as_other_programs_write_it(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text.encode())
    kernel = load_kernel(tmp_path / name)
    assert kernel.weights.tolist() == [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    assert kernel.name == "a"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"1 2\n3", "row 2"),
        ("a.txt", b"1 2\n3 x", "row 2, column 2"),
        ("a.txt", b"\xff\xfe1", "UTF-8"),
        ("a.txt", b"1\x002", "null characters"),
        ("a.csv", b"1,2\n3", "row 2"),
        ("a.csv", b"1,2\n3,x", "row 2, column 2"),
        ("a.csv", b"1,\n3,4", "row 1, column 2"),
        ("a.csv", b'1,"2\n3,4', "CSV"),
        ("a.csv", b"1\n" * 200, "rows"),
        ("a.csv", b"\n\n", "row"),
        ("a.png", b"1", ".json .txt .csv .npy"),
        ("a", b"1", "without suffix"),
        ("a.txt", b"1" * 2_000_000, "2,000,000 bytes"),
    ],
)
def test_bad_text_is_refused_with_the_place(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    _refused(tmp_path / name, content, reason)


def _npy(array: Any, **options: Any) -> bytes:
    stream = BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


def _npy_header(text: str, data: bytes = b"") -> bytes:
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + data


class _Bomb:
    opened = False

    def __reduce__(self) -> tuple[Any, ...]:
        return (setattr, (_Bomb, "opened", True))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_npy(np.ones((100, 3))), "shape"),
        (_npy(np.ones((3, 3, 1))), "shape"),
        (_npy(np.ones(3)), "shape"),
        (_npy(np.ones((0, 3))), "shape"),
        (_npy(np.ones((2, 2), complex)), "real numbers"),
        (_npy(np.array([["a"]])), "real numbers"),
        (_npy(np.array([[np.nan]])), "row 1, column 1"),
        (_npy(np.ones((2, 2)))[:-1], "promises 32"),
        (_npy(np.ones((2, 2))) + b"x", "promises 32"),
        (b"\x93NUMPY\x01\x00", "header"),
        (b"not numpy at all", "header"),
        (b"PK\x03\x04 a zip", "header"),
        (
            _npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (99999, 99999), }"),
            "shape",
        ),
        (
            _npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (9, 9), }"),
            "promises 648",
        ),
        (_npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 3), }"), "shape"),
        (_npy_header("__import__('os')"), "header"),
        (_npy_header("[" * 5000), "header"),
    ],
)
def test_a_bad_npy_is_refused_by_its_header(content: bytes, reason: str, tmp_path: Path) -> None:
    _refused(tmp_path / "a.npy", content, reason)


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    _refused(tmp_path / "a.npy", _npy(np.array([[_Bomb()]], object), allow_pickle=True), "real")
    _refused(tmp_path / "a.npy", pickle.dumps(_Bomb()), "header")
    assert not _Bomb.opened


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint64", ">i4", "float16", ">f8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_npy_of_any_real_numbers_is_read(dtype: str, order: Any, tmp_path: Path) -> None:
    matrix = np.array([[0, 1, 1], [1, 0, 1]]).astype(dtype, order=order)
    (tmp_path / "a.npy").write_bytes(_npy(matrix))
    assert load_kernel(tmp_path / "a.npy").weights.tolist() == [[0, 1, 1], [1, 0, 1]]


def _json(**changes: Any) -> bytes:
    return json.dumps(kernel_to_json(SOBEL) | changes).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"[]", "format"),
        (b"null", "format"),
        (b"\xff", "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"a": 1, "a": 2}', "twice"),
        (_json(format="other"), "format"),
        (_json(version=2), "newer KernelView"),
        (_json(version="1"), "version"),
        (_json(version=True), "version"),
        (_json(extra=1), "unknown entry 'extra'"),
        (_json(weights=None), "list of rows"),
        (_json(weights=[]), "row"),
        (_json(weights=[[1, 2], [3]]), "row 2 has 1 cell"),
        (_json(weights=[[1, "2"]]), "row 1, column 2"),
        (_json(weights=[[True]]), "row 1, column 1"),
        (_json(weights=[[1] * 100]), "99"),
        (_json(weights=[[10**400]]), "too large"),
        (_json(weights=[[float("nan")]]), "NaN"),
        (_json(weights=[[float("inf")]]), "Infinity"),
        (_json(weights=[[1]], anchor=None).replace(b"[[1]]", b"[[1e999]]"), "row 1, column 1"),
        (_json(divisor=0), "divisor"),
        (_json(divisor="1"), "divisor"),
        (_json(divisor=True), "divisor"),
        (_json(offset=[1]), "offset"),
        (_json(anchor=[3, 0]), "anchor"),
        (_json(anchor=[1]), "anchor"),
        (_json(anchor=[1.0, 1.0]), "anchor"),
        (_json(name=1), "name"),
        (_json(name="n" * 1001), "name"),
    ],
)
def test_bad_json_is_refused_with_the_entry(content: bytes, reason: str, tmp_path: Path) -> None:
    _refused(tmp_path / "a.json", content, reason)


def test_json_may_leave_out_what_has_a_default(tmp_path: Path) -> None:
    content = '{"format": "kernelview-kernel", "version": 1, "weights": [[1, 2, 3]]}'
    (tmp_path / "three.json").write_text(content)
    assert load_kernel(tmp_path / "three.json") == Kernel([[1, 2, 3]], name="three")


def test_a_number_of_too_many_digits_is_a_kernel_error() -> None:
    with pytest.raises(KernelError, match="JSON"):
        parse_json(b"1" * 10_000)


def test_a_name_too_long_for_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KernelFileError, match="1000"):
        save_kernel(SOBEL.replace(name="n" * 1001), tmp_path / "a.json")


def test_a_missing_kernel_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(KernelFileError, match="no such file"):
        load_kernel(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(KernelFileError, match="folder"):
        load_kernel(tmp_path / "folder.txt")
    with pytest.raises(KernelFileError, match="folder"):
        save_kernel(SOBEL, tmp_path / "folder.txt")


def _refused(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    with pytest.raises(KernelFileError, match=reason) as caught:
        load_kernel(path)
    assert caught.value.path == path
