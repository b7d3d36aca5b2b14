"""Make the map data: `python -m geodata.build COMMAND`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from mapapp.core.errors import MapAppError

COMMANDS = {
    "regions": "write layers/ from the outlines, the frame and the refinements, if there are any",
    "basemap": "write basemap/ from its source packages",
    "frame": "write frame.geojson, the base lines, from its source packages",
    "refine": "replace approximate outlines by areas from OpenStreetMap (needs the network; ODbL)",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status. Without a command it says what there is."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, does in COMMANDS.items():
        commands.add_parser(name, help=does, add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command is None:
        parser.print_help()
        return 0
    module = import_module(f"geodata.build.{chosen.command}")  # each needs packages the others do not
    if chosen.command == "refine":
        return int(module.main(rest))
    if rest:
        parser.error(f"{chosen.command} takes no arguments: {' '.join(rest)}")
    try:
        module.main()
    except MapAppError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
