"""The command line as a process of its own: pipes, interrupts, terminals."""

import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path

import numpy as np

from kernelview.kernels import preset
from tests.cli.command import ROOT, headless_environment, real_command
from tests.usecases.pictures import noise, one_kernel, read, rendered, write_noise


def test_python_m_kernelview_filters_a_picture(tmp_path: Path) -> None:
    write_noise(tmp_path / "in.png", "rgb", np.uint16)
    words = ("apply", "in.png", "--kernel", "1 0 -1; 2 0 -2; 1 0 -1", "-o", "out.png")
    done = real_command(*words, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out.png\n", "")
    kernel = preset("sobel-x").replace(weights=-preset("sobel-x").weights)
    expected = rendered(noise("rgb", np.uint16), one_kernel(kernel))
    np.testing.assert_array_equal(read(tmp_path / "out.png"), expected)


def test_without_a_display_kernelview_makes_the_demo(tmp_path: Path) -> None:
    done = real_command(folder=tmp_path)
    assert done.returncode == 0
    assert "there is no display" in done.stderr.splitlines()[0]
    assert (tmp_path / "demo-output" / "index.html").is_file()


def test_exit_codes_reach_the_shell(tmp_path: Path) -> None:
    codes = [
        real_command(*words, folder=tmp_path).returncode
        for words in (("--version",), ("missing.png",), ("fly",))
    ]
    assert codes == [0, 1, 2]


def test_a_reader_that_stops_reading_is_no_error_to_see(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kernelview", "kernels", "--json"],
        cwd=tmp_path,
        env=headless_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 1


def test_a_full_disk_behind_standard_output_is_1_and_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kernelview", "kernels"],
            cwd=tmp_path,
            env=headless_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "kernelview: No space left on device\n")


def test_a_closed_standard_output_stops_nothing(tmp_path: Path) -> None:
    write_noise(tmp_path / "in.png")
    line = f"'{sys.executable}' -m kernelview apply in.png -k sobel-x -o out.png >&-"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=headless_environment(), check=False)
    assert done.returncode == 0
    assert (tmp_path / "out.png").is_file()


def test_an_interrupt_ends_with_130_and_one_line(tmp_path: Path) -> None:
    for number in range(400):
        write_noise(tmp_path / f"{number:03}.png")
    names = sorted(path.name for path in tmp_path.iterdir())
    process = subprocess.Popen(
        [sys.executable, "-m", "kernelview", "apply", *names, "-k", "sobel-x", "-o", "out"],
        cwd=tmp_path,
        env=headless_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "kernelview: interrupted\n")
    written = list((tmp_path / "out").iterdir())
    assert 0 < len(written) < len(names)
    assert all(path.suffix == ".png" for path in written)


def test_a_terminal_sees_a_progress_bar_and_failures_above_it(tmp_path: Path) -> None:
    write_noise(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    words = ("apply", "good.png", "bad.png", "-k", "sobel-x", "-o", "out")
    process = subprocess.Popen(
        [sys.executable, "-m", "kernelview", *words],
        cwd=tmp_path,
        env=headless_environment(TERM="xterm"),
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = _everything_from(ours)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert out == f"{Path('out') / 'good.png'}\n".encode()
    assert b"/2 pictures" in seen
    assert b"kernelview: bad.png: it is not a PNG" in seen


def test_names_that_the_terminal_can_not_show_do_not_stop_the_work(tmp_path: Path) -> None:
    name = "bild\N{SNOWMAN}.png"
    write_noise(tmp_path / name)
    environment = headless_environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    words = ("apply", name, "-k", "sobel-x", "-o", "out/")
    done = real_command(*words, folder=tmp_path, environment=environment)
    assert done.returncode == 0
    assert done.stdout == "out/bild\\u2603.png\n"
    assert (tmp_path / "out" / name).is_file()


def test_the_real_command_line_is_the_checkouts() -> None:
    done = real_command("--version", folder=ROOT)
    assert done.returncode == 0


def _everything_from(terminal: int) -> bytes:
    seen = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux reports the closed other end like this.
            break
        if not chunk:
            break
        seen += chunk
    os.close(terminal)
    return seen
