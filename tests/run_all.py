"""Run the whole suite: most of it offscreen, the end-to-end tests on a real X screen."""

import os
import subprocess
import sys


def main() -> int:
    """Run both parts; return pytest's exit code of the first that fails."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    on_screen = {
        name: value
        for name, value in os.environ.items()
        if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    }
    parts = (
        (on_screen, ["tests/end_to_end"]),
        (offscreen, ["tests", "--ignore=tests/end_to_end", "--numprocesses=2"]),
    )
    for environment, arguments in parts:
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        code = subprocess.run(command, env=environment, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
