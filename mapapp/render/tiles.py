"""Online base maps, each only on the reader's request, from the xyzservices catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers

ONLINE: Mapping[str, TileProvider] = {
    "openstreetmap": providers.OpenStreetMap.Mapnik,
    "esri-imagery": providers.Esri.WorldImagery,
    "opentopomap": providers.OpenTopoMap,
}


def tile_hosts() -> tuple[str, ...]:
    """Origins of the tile servers, for the Content-Security-Policy."""
    origins = set()
    for provider in ONLINE.values():
        for subdomain in provider.get("subdomains", "abc"):
            address = urlsplit(str(provider["url"]).replace("{s}", subdomain))
            origins.add(f"{address.scheme}://{address.hostname}")
    return tuple(sorted(origins))
