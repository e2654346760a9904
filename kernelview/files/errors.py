"""What the files package raises: the path and a plain reason."""

from pathlib import Path


class ImageFileError(OSError):
    """A picture file that cannot be read or written: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class KernelFileError(OSError):
    """A kernel file that cannot be read or written: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SpeedsFileError(OSError):
    """The file of the methods' speeds cannot be written: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DatasetFileError(OSError):
    """A file or folder of labelled pictures that cannot be read: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ModelFileError(OSError):
    """A network's file that cannot be read or written: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ResultFileError(OSError):
    """A kept experiment that cannot be read or written: `path` and a plain `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
