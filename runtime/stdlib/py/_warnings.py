"""What CPython has of warnings in C."""

from warnings import _defaultaction, _filters_mutated_lock_held, _onceregistry, filters, warn, warn_explicit  # noqa: F401
