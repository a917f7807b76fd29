"""One thread at a time where a sum in another order could end in other last bits."""

from contextlib import AbstractContextManager


def limit_to_one_thread() -> AbstractContextManager[object]:
    """Hold the linear algebra libraries to one thread while the context is open."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # of scikit-learn

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits
