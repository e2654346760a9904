"""How much memory this process holds, and the most it held since a moment ago.

On Linux from /proc, where the peak can be set back; elsewhere the peak is that of the whole run.
"""

from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
# proc(5): 5 sets the peak resident size back to the present one.
CLEAR_PEAK = "5"


def resident_bytes() -> int:
    """Return the memory held now."""
    return field_bytes(STATUS.read_text(), "VmRSS") if STATUS.exists() else peak_bytes()


def peak_bytes() -> int:
    """Return the most held since `forget_peak`, or since the start."""
    if STATUS.exists():
        return field_bytes(STATUS.read_text(), "VmHWM")
    import resource
    import sys

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def forget_peak() -> bool:
    """Measure the peak from here on; return whether the system lets us."""
    try:
        CLEAR.write_text(CLEAR_PEAK)
    except OSError:
        return False
    return True


def field_bytes(status: str, name: str) -> int:
    """Return a field of /proc/self/status, which counts in kB. Raises KeyError without it."""
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(fields[name].split()[0]) * 1024
