"""What a large picture leaves in memory once it is read."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from kernelview.files.images import save_image

MEGABYTE = 2**20
SIDE = 6000
# In a process of its own, in which the C library has come to keep large blocks.
SCRIPT = """
import sys, threading
from pathlib import Path
import numpy as np
from kernelview.files.images import load_image

def held():
    line = next(one for one in open("/proc/self/status") if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024

for _ in range(3):
    np.ones(30 * 2**20, np.uint8)
before = held()
pictures = []
reader = threading.Thread(target=lambda: pictures.append(load_image(Path(sys.argv[1]))))
reader.start()
reader.join()
print(held() - before - pictures[0].pixels.nbytes)
"""


def test_nothing_of_the_decoder_is_kept_once_a_large_picture_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    save_image(np.zeros((SIDE, SIDE, 3), np.uint8), path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 80 * MEGABYTE
