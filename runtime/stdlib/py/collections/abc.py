"""Abstract base classes for containers, and for the async protocols."""

from _collections_abc import *
from _collections_abc import __all__
