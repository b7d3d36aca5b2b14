"""How code that works on many coordinates or shapes at once names its arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
"""Coordinates, one place a row, or shapes, one an element."""
