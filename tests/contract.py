"""Names that others rely on."""

from __future__ import annotations

REGIONS = (
    "land-of-the-leopard",
    "kedrovaya-pad",
    "northeast-china-tiger-and-leopard",
    "china-russia-corridor",
    "wwf-amur-leopard-programme",
    "sikhote-alin-reintroduction",
    "ussuriysky-reserve",
    "lazovsky-reserve",
)
