"""JSON read strictly: no NaN and no Infinity, which Python takes and browsers refuse."""

from __future__ import annotations

import json
from typing import Any


def load(text: str | bytes) -> Any:
    """Parse JSON text. Raises ValueError, whose message names line and column where the parser knows them."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        message = "it is nested too deep"
        raise ValueError(message) from error


def _refuse(name: str) -> float:
    message = f"{name} is not a number in JSON"
    raise ValueError(message)
