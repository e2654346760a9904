"""Tensors as safetensors: exchanged with the official package; hostile bytes are refused."""

import json
import tracemalloc
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.strict_json import MOST_ENTRIES
from kernelview.learn.tensors import LARGEST_HEADER, tensors_from_bytes, tensors_to_bytes

DTYPES = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "?"]


def numbers() -> st.SearchStrategy[NDArray[Any]]:
    shapes = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    return st.sampled_from(DTYPES).flatmap(lambda dtype: arrays.arrays(dtype, shapes))


TENSORS = st.dictionaries(
    st.text(max_size=8).filter(lambda name: name != "__metadata__"), numbers()
)
TEXTS = st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=3)


def file_of(header: object, body: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def entry(shape: object, offsets: object, dtype: object = "F32") -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def same(one: dict[str, NDArray[Any]], other: dict[str, NDArray[Any]]) -> bool:
    return one.keys() == other.keys() and all(
        one[name].dtype == other[name].dtype
        and one[name].shape == other[name].shape
        and one[name].tobytes() == other[name].tobytes()
        for name in one
    )


@settings(deadline=None, max_examples=150)
@given(tensors=TENSORS, texts=TEXTS)
def test_what_is_written_is_read_again_bit_for_bit(
    tensors: dict[str, NDArray[Any]], texts: dict[str, str]
) -> None:
    found, metadata = tensors_from_bytes(tensors_to_bytes(tensors, texts))
    assert same(found, tensors)
    assert metadata == texts
    assert not any(values.flags.writeable for values in found.values())


@settings(deadline=None, max_examples=100)
@given(tensors=TENSORS, texts=TEXTS)
def test_the_official_package_reads_ours(
    tensors: dict[str, NDArray[Any]], texts: dict[str, str]
) -> None:
    assert same(safetensors.numpy.load(tensors_to_bytes(tensors, texts)), tensors)


@settings(deadline=None, max_examples=100)
@given(tensors=TENSORS, texts=TEXTS)
def test_ours_reads_what_the_official_package_writes(
    tensors: dict[str, NDArray[Any]], texts: dict[str, str]
) -> None:
    found, metadata = tensors_from_bytes(safetensors.numpy.save(tensors, texts or None))
    assert same(found, tensors)
    assert metadata == texts


def test_numbers_start_at_a_multiple_of_their_size() -> None:
    data = tensors_to_bytes(
        {"b": np.ones(3, np.uint8), "a": np.ones(5, np.float32), "c": np.ones(2)}, {"é": "ü"}
    )
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    assert length % 8 == 0
    assert [header[name]["data_offsets"][0] for name in "cab"] == [0, 16, 36]


def test_a_header_of_odd_length_is_read_too() -> None:
    header = b'{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}   '
    found, _ = tensors_from_bytes(file_of(header, np.array([1.5, -2]).tobytes()))
    assert found["a"].tolist() == [1.5, -2]
    assert found["a"].flags.aligned


def test_big_endian_arrays_are_turned() -> None:
    found, _ = tensors_from_bytes(tensors_to_bytes({"a": np.arange(3, dtype=">i4")}, {}))
    assert found["a"].tolist() == [0, 1, 2]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "at least 8"),
    "a cut length": (b"\x01\0\0", "at least 8"),
    "a length past the end": ((1 << 63).to_bytes(8, "little") + b"{}", "cut short"),
    "a length of all ones": (b"\xff" * 8 + b"{}", "cut short"),
    "an empty header": (file_of(b""), "no JSON object"),
    "a list": (file_of([]), "no JSON object"),
    "spaces first": (file_of(b" {}"), "no JSON object"),
    "no JSON": (file_of(b"{a"), "not JSON"),
    "no UTF-8": (file_of(b'{"\xff":1}'), "UTF-8"),
    "deep brackets": (file_of(b'{"a":' + b"[" * 100_000), "nested too deep"),
    "a name twice": (file_of(b'{"a":1,"a":1}'), "twice"),
    "a number of 9,000 digits": (file_of(b'{"a":' + b"9" * 9_000 + b"}"), "not JSON"),
    "NaN": (file_of(b'{"a":NaN}'), "finite"),
    "infinity": (file_of(b'{"a":1e999}'), "finite"),
    "metadata of numbers": (file_of({"__metadata__": {"a": 1}}), "texts"),
    "metadata as text": (file_of({"__metadata__": "a"}), "texts"),
    "an entry of text": (file_of({"a": "F32"}), "needs a dtype"),
    "an entry more": (file_of({"a": entry([1], [0, 4]) | {"x": 1}}, bytes(4)), "needs a dtype"),
    "an unknown dtype": (file_of({"a": entry([1], [0, 4], "F33")}, bytes(4)), "F33"),
    "BF16": (file_of({"a": entry([2], [0, 4], "BF16")}, bytes(4)), "BF16"),
    "a dtype in a list": (file_of({"a": entry([1], [0, 4], ["F32"])}, bytes(4)), "dtype"),
    "a negative side": (file_of({"a": entry([-1, -1], [0, 4])}, bytes(4)), "shape"),
    "a side of 1.0": (file_of({"a": entry([1.0], [0, 4])}, bytes(4)), "shape"),
    "a side of true": (file_of({"a": entry([True], [0, 4])}, bytes(4)), "shape"),
    "a shape of text": (file_of({"a": entry("1", [0, 4])}, bytes(4)), "shape"),
    "nine axes": (file_of({"a": entry([1] * 9, [0, 4])}, bytes(4)), "shape"),
    "a giant side": (file_of({"a": entry([1 << 70], [0, 4])}, bytes(4)), "shape"),
    "a product past 64 bits": (file_of({"a": entry([1 << 33, 1 << 33], [0, 4])}), "too large"),
    "a giant beside a zero": (file_of({"a": entry([0, 1 << 39, 9], [0, 0])}), "too large"),
    "one place": (file_of({"a": entry([1], [4])}, bytes(4)), "two places"),
    "places that go back": (file_of({"a": entry([1], [4, 0])}, bytes(4)), "takes 4 bytes"),
    "a negative place": (file_of({"a": entry([1], [-4, 0])}, bytes(4)), "two places"),
    "too few bytes": (file_of({"a": entry([2], [0, 4])}, bytes(4)), "takes 8 bytes"),
    "a place past the end": (file_of({"a": entry([1 << 30], [0, 1 << 32])}, bytes(4)), "has 4"),
    "a hole": (file_of({"a": entry([1], [4, 8])}, bytes(8)), "not at 0"),
    "an overlap": (
        file_of({"a": entry([2], [0, 8]), "b": entry([2], [4, 12])}, bytes(12)),
        "not at 8",
    ),
    "bytes left over": (file_of({"a": entry([1], [0, 4])}, bytes(5)), "has 5"),
    "a BOOL of 2": (file_of({"a": entry([1], [0, 1], "BOOL")}, b"\x02"), "BOOL"),
    "a header of 11 MB": (file_of(b"{" + b" " * LARGEST_HEADER + b"}"), "at most"),
    "a header of lists": (file_of(b'{"a":[' + b"[]," * MOST_ENTRIES + b"0]}"), "entries"),
    "many tensors": (
        file_of({str(number): entry([0], [0, 0]) for number in range(10_001)}),
        "tensors",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_bytes_are_refused_before_they_take_memory(case: str) -> None:
    data, reason = HOSTILE[case]
    tracemalloc.start()
    try:
        with pytest.raises(LearnError, match=reason):
            tensors_from_bytes(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000


GOOD = tensors_to_bytes(
    {"conv1.kernel": np.ones((3, 3), np.float32), "on": np.array([True])}, {"kernelview": "{}"}
)


@settings(deadline=None, max_examples=400)
@given(
    place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), stop=st.integers(0, len(GOOD))
)
def test_a_changed_or_cut_file_is_read_or_refused(place: int, byte: int, stop: int) -> None:
    changed = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    for data in (changed, GOOD[:stop], GOOD[:place] + GOOD[min(place + stop, len(GOOD)) :]):
        with suppress(LearnError):  # Any other error fails the test.
            tensors_from_bytes(data)


@settings(deadline=None, max_examples=200)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_what_the_official_package_refuses_is_refused_here(place: int, byte: int) -> None:
    changed = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    try:
        tensors_from_bytes(changed)
    except LearnError:
        return
    safetensors.numpy.load(changed)


@pytest.mark.parametrize("values", [np.ones(1, complex), np.array(["a"]), np.ones((1,) * 9)])
def test_what_the_format_cannot_hold_is_not_written(values: NDArray[Any]) -> None:
    with pytest.raises(LearnError, match="cannot be kept"):
        tensors_to_bytes({"a": values}, {})


def test_a_name_that_is_no_text_is_not_written() -> None:
    with pytest.raises(LearnError, match="Unicode"):
        tensors_to_bytes({"\udc80": np.ones(1)}, {})
    with pytest.raises(LearnError, match="__metadata__"):
        tensors_to_bytes({"__metadata__": np.ones(1)}, {})
