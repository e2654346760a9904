"""NumPy's matrix products, kept to one thread while the engine runs threads of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

# Of OpenBLAS's kernels, those that write a product row after row. The others step from row to
# row, which takes twice as long where the rows are far apart, as those of pictures are.
_ROW_AFTER_ROW = frozenset({"Haswell", "Zen"})


class _BlasThreads:
    """The number of threads is one for the whole process: the last to leave sets it back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._limit: Any = None

    @contextmanager
    def one(self) -> Iterator[None]:
        """Keep the libraries for matrix products to one thread."""
        with self._lock:
            if not self._inside:
                self._limit = _controller().limit(limits=1, user_api="blas")
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                if not self._inside:
                    self._limit.restore_original_limits()


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    """Return what knows the libraries that are loaded; to look for them takes a while."""
    return ThreadpoolController()


@lru_cache(maxsize=1)
def writes_row_after_row() -> bool:
    """Return whether a product is best written where its rows belong, however far apart."""
    kernels = {one.get("architecture") for one in _controller().info() if _is_blas(one)}
    return bool(kernels) and kernels <= _ROW_AFTER_ROW


def _is_blas(library: Mapping[str, Any]) -> bool:
    return bool(library["user_api"] == "blas")


one_blas_thread = _BlasThreads().one
