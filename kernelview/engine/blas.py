"""NumPy's matrix products, kept to one thread while the engine runs threads of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


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


one_blas_thread = _BlasThreads().one
