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

method, dtype, border, side = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
kernel = kernel_for(method, 31, 31)
correlate(np.ones((400, 400), dtype), kernel, method=method, border=border, threads=2)
image = np.ones((side, side), dtype)
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
    arguments = [sys.executable, "-c", SCRIPT, method, dtype, border, str(SIDE)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["taken"] <= 64 * MEGABYTE + 0.02 * found["input"]
