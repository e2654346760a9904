"""What a correlation takes beyond the picture and the result."""

import json
import subprocess
import sys

import pytest

from kernelview.engine import METHODS, Method

MEGABYTE = 2**20
SIDE = 4096
# In a process of its own: OpenCV's memory is the system's to count.
SCRIPT = """
import json, resource, sys
import numpy as np
from kernelview.engine import correlate
from tests.engine.test_contract import kernel_for

method, dtype, border = sys.argv[1:4]
height, width, side = (int(number) for number in sys.argv[4:])
kernel = kernel_for(method, side, side)
correlate(np.ones((400, 400), dtype), kernel, method=method, border=border, threads=2)
image = np.ones((height, width), dtype)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
result = correlate(image, kernel, method=method, border=border, constant=7, threads=2)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"taken": (after - before) * 1024 - result.nbytes, "input": image.nbytes}))
"""


@pytest.mark.parametrize("method", [method for method in METHODS if method != "reference"])
@pytest.mark.parametrize(
    ("dtype", "border"), [("f4", "reflect"), ("u1", "wrap"), ("f8", "constant")]
)
def test_a_method_takes_little_beyond_picture_and_result(
    method: Method, dtype: str, border: str
) -> None:
    assert_takes_little(method, dtype, border, (SIDE, SIDE), side=31)


@pytest.mark.parametrize("method", ["direct", "separable", "low-rank", "sparse"])
@pytest.mark.parametrize("shape", [(4, 2_000_000), (2_000_000, 4)])
def test_a_kernel_larger_than_the_picture_takes_no_more(
    method: Method, shape: tuple[int, int]
) -> None:
    assert_takes_little(method, "f8", "constant", shape, side=31)


@pytest.mark.parametrize("method", METHODS)
def test_rows_of_any_length_take_no_more(method: Method) -> None:
    assert_takes_little(method, "f4", "constant", (4, 2_000_000), side=9)


def assert_takes_little(
    method: Method, dtype: str, border: str, shape: tuple[int, int], *, side: int
) -> None:
    numbers = [str(number) for number in (*shape, side)]
    arguments = [sys.executable, "-c", SCRIPT, method, dtype, border, *numbers]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["taken"] <= 64 * MEGABYTE + 0.02 * found["input"]
