"""How a layer is drawn: two colours, a line and a fill pattern, so that colour is never alone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Style(BaseModel):
    """Stroke and fill of a layer; widths in CSS pixels, opacities from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    light: Colour
    dark: Colour
    line: Literal["solid", "dashed", "dotted"] = "solid"
    weight: float = Field(default=2, gt=0, le=8)
    fill: float = Field(default=0.18, ge=0, le=1)
    pattern: Literal["none", "diagonal", "cross", "dots", "vertical"] = "none"
    symbol: Literal["circle", "square", "diamond", "triangle"] = "circle"
