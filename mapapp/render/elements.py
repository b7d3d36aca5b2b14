"""Folium layers of our own: their data comes by address, so no text of an atlas is compiled as a template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from folium.map import Layer
from folium.template import Template


class EmbeddedBasemap(Layer):
    """The base map that needs no network, drawn by `front.basemap` from files at an address."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = front.basemap(
                {{ this.folder|tojson }}, {{ this.parts|tojson }}, {{ this.credits|tojson }}
            );
        {% endmacro %}
    """)

    def __init__(self, folder: str, parts: Sequence[str], credits: str) -> None:  # noqa: A002  # of no interactive shell
        super().__init__(name="embedded", overlay=False, control=True, show=True)
        self._name = "Basemap"
        self._id = "embedded"
        self.folder = folder
        self.parts = list(parts)
        self.credits = credits


class AtlasLayer(Layer):
    """One layer of the atlas, drawn by `front.layer` from GeoJSON at an address."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = front.layer({{ this.spec|tojson }});
        {% endmacro %}
    """)

    def __init__(self, layer_id: str, spec: dict[str, Any], *, show: bool) -> None:
        super().__init__(name=layer_id, overlay=True, control=True, show=show)
        self._name = "AtlasLayer"
        self._id = layer_id.replace("-", "_")
        self.spec = spec


class LargeLayer(AtlasLayer):
    """A layer that comes as tiles, drawn by `front.tiles` from what stands at an address."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = front.tiles({{ this.spec|tojson }});
        {% endmacro %}
    """)
