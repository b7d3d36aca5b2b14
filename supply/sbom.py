"""What ships as CycloneDX JSON: every package with its address in the index, hashes, licence and what it needs."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import distribution
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.licences import licence_of
from supply.pins import ROOT, SHIPS, Pin, read_pins

PLACE = ROOT / "sbom.json"


def main() -> int:
    """Write the list beside the pins that it is made from."""
    PLACE.write_text(bill(), encoding="utf-8")
    print(f"{PLACE.name}: {len(json.loads(PLACE.read_text(encoding='utf-8'))['components'])} packages")
    return 0


def bill() -> str:
    """The list as CycloneDX 1.6 JSON; the same for the same pins, so it bears no date and a number made from them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {pin.name: pin for pin in read_pins(SHIPS) if pin.here}
    components = {name: _component(pin) for name, pin in pins.items()}
    program = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref=project["name"]
    )
    whole = Bom(components=components.values(), serial_number=uuid5(NAMESPACE_URL, SHIPS.read_text(encoding="utf-8")))
    whole.metadata.component = program
    _depend(whole, program, project["dependencies"], components)
    for name, component in components.items():
        _depend(whole, component, distribution(name).requires or [], components)
    made = json.loads(JsonV1Dot6(whole).output_as_string())
    del made["metadata"]["timestamp"]
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def _component(pin: Pin) -> Component:
    """A package; the hashes of its release's files stand with the address in the index where they are found."""
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"pkg:pypi/{pin.name}@{pin.version}"),
        hashes=[HashTypeFactory().from_composite_str(one) for one in pin.hashes],
    )
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(pin),
        purl=PackageURL("pypi", name=pin.name, version=pin.version),
        licenses=[LicenseFactory().make_from_string(licence_of(pin.name))],
        external_references=[files],
    )


def _depend(whole: Bom, one: Component, needs: list[str], components: dict[str, Component]) -> None:
    """Note which of the packages that ship `one` needs here, extras apart."""
    stated = [Requirement(need) for need in needs]
    names = [
        canonicalize_name(need.name) for need in stated if need.marker is None or need.marker.evaluate({"extra": ""})
    ]
    whole.register_dependency(one, [components[name] for name in names if name in components])
