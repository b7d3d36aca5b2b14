"""The command line: `run` serves the map, `publish DIR` writes it as files, `new DIR` begins an atlas of your own."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from mapapp.core.atlas import Home
from mapapp.core.errors import AtlasError, MapAppError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m mapapp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    to_begin = commands.add_parser("new", help="write a folder to begin an atlas with; it runs at once")
    to_begin.add_argument("folder", type=Path, help="where to: a folder that is empty or not there yet")
    to_begin.add_argument("--title", default="My atlas", help="its title, in its first language")
    to_begin.add_argument("--species", default="", help="whose landscape it is")
    to_begin.add_argument(
        "--languages", type=language_list, default=["en"], metavar="en,fi", help="the first one first"
    )
    to_begin.add_argument("--countries", type=country_list, default=["ZZ"], metavar="FI,RU", help="ISO 3166 codes")
    to_begin.add_argument("--extent", type=box, metavar="W,S,E,N", help="the landscape, in degrees")
    to_begin.add_argument("--from", dest="data", type=Path, metavar="FOLDER", help="GeoJSON to begin with")
    to_doubt = commands.add_parser("doubt", help="draw the bands of doubt from the half_width_m of features")
    to_doubt.add_argument("folder", type=Path)
    to_check = commands.add_parser("check", help="validate an atlas folder and list every problem")
    to_check.add_argument("folder", type=Path)
    to_word = commands.add_parser("words", help="write what there is to translate to locale/<language>.po in an atlas")
    to_word.add_argument("folder", type=Path)
    to_ground = commands.add_parser("basemap", help="build the base map of an atlas from open data packages")
    to_ground.add_argument("folder", type=Path)
    to_build = commands.add_parser("build", help="build what is served and keep it, so that the server starts at once")
    to_build.add_argument("--atlas", type=Path, help="atlas folder (default: MAPAPP_ATLAS or the Amur leopard)")
    to_publish = commands.add_parser(
        "publish", help="write the map as files that any web host serves, without a server"
    )
    to_publish.add_argument(
        "folder", type=Path, help="where to: a folder that is empty, not there yet, or published before"
    )
    to_publish.add_argument("--address", default="", help="where it will be found: https, a host and perhaps a folder")
    to_publish.add_argument("--atlas", type=Path, help="atlas folder (default: MAPAPP_ATLAS or the Amur leopard)")
    to_prepare = commands.add_parser("prepare", help="make tiles and an index of a layer too large to be sent")
    to_prepare.add_argument("file", type=Path, help="GeoJSON, GeoPackage, FlatGeobuf, GeoParquet or Shapefile")
    to_prepare.add_argument("--layer", required=True, metavar="ID", help="the layer's id under `large:` in atlas.yaml")
    to_prepare.add_argument("--atlas", type=Path, help="atlas folder (default: MAPAPP_ATLAS or the Amur leopard)")
    to_prepare.add_argument("--from", dest="part", metavar="NAME", help="which layer of a file that holds several")
    to_prepare.add_argument(
        "--workers", type=int, default=os.cpu_count(), help="processes to use (default: one a core)"
    )
    to_prepare.add_argument("--memory", default="1GB", help="the most that each of them may take (default: 1GB)")
    to_prepare.add_argument(
        "--cluster", metavar="ADDRESS", help="a Dask cluster to use instead, such as tcp://host:8786"
    )
    to_run = commands.add_parser("run", help="serve the map")
    to_run.add_argument("--atlas", type=Path, help="atlas folder (default: MAPAPP_ATLAS or the Amur leopard)")
    to_run.add_argument("--host", default=os.environ.get("HOST") or "localhost")
    to_run.add_argument("--port", type=int, default=os.environ.get("PORT") or "8501")
    to_run.add_argument(
        "--log", choices=("plain", "requests", "json"), help="how to log (default: MAPAPP_LOG or plain)"
    )
    to_run.add_argument("--hosts", help="names that the server goes by, space between (default: MAPAPP_HOSTS or any)")
    to_run.add_argument(
        "--embedders", metavar="ORIGINS", help="who may embed the map (default: MAPAPP_EMBEDDERS, or * for anyone)"
    )
    chosen = parser.parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    try:
        return COMMANDS[chosen.command](chosen)
    except MapAppError as error:
        print(error, file=sys.stderr)
        return 1


def _joined(arguments: list[str]) -> list[str]:
    """Arguments with a box in one piece: argparse would take the minus of a western one for an option."""
    joined: list[str] = []
    for one in arguments:
        joined += [f"{joined.pop()}={one}"] if joined and joined[-1] == "--extent" else [one]
    return joined


def box(text: str) -> Home:
    """A box as the command line spells it. Raises ArgumentTypeError."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        return Home(west=west, south=south, east=east, north=north)
    except ValueError as error:
        message = f"{text!r} is not west,south,east,north in degrees, such as 27,61,30,62.5"
        raise argparse.ArgumentTypeError(message) from error


def language_list(text: str) -> list[str]:
    """Languages by their ISO 639-1 codes. Raises ArgumentTypeError."""
    return _codes(text, "[a-z]{2}", "languages by codes of two small letters, such as en,fi")


def country_list(text: str) -> list[str]:
    """Countries by their ISO 3166 codes. Raises ArgumentTypeError."""
    return _codes(text, "[A-Z]{2}", "countries by codes of two capitals, such as FI,RU")


def _codes(text: str, pattern: str, expected: str) -> list[str]:
    found = list(dict.fromkeys(text.split(",")))
    if not all(re.fullmatch(pattern, one, re.ASCII) for one in found):
        message = f"{text!r} is not a list of {expected}"
        raise argparse.ArgumentTypeError(message)
    return found


def begin(chosen: argparse.Namespace) -> int:
    """Write a folder to begin an atlas with, and say what to do next."""
    from mapapp.authoring.scaffold import Wishes, write_scaffold

    folder: Path = chosen.folder
    wishes = Wishes(chosen.title, chosen.species, chosen.languages, chosen.countries, chosen.extent, chosen.data)
    for name in write_scaffold(folder, wishes):
        print(f"  {name}")
    print(f"{folder} is there. Look at it:  python -m mapapp run --atlas {folder}")
    print(f"A base map for it:  python -m mapapp basemap {folder}")
    return 0


def doubt(chosen: argparse.Namespace) -> int:
    """Draw the bands of doubt of an atlas folder anew."""
    from mapapp.authoring.doubt import write_doubt

    path, many = write_doubt(chosen.folder)
    print(f"{path}: {many} band{'' if many == 1 else 's'} of doubt")
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Print every problem of an atlas folder, or what it holds; 1 when there is a problem."""
    folder: Path = chosen.folder
    from mapapp.store.atlas import read_atlas
    from mapapp.store.wording import unspoken

    try:
        loaded = read_atlas(folder)
        problems = loaded.problems
    except AtlasError as error:
        problems = error.problems
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {folder}", file=sys.stderr)
        return 1
    atlas = loaded.atlas
    for language in unspoken(atlas.languages):
        print(f"The page's own words are not there in {language}; English ones stand in")
    print(
        f"{folder}: {len(atlas.layers)} layers, {len(atlas.regions)} regions, {len(atlas.sources)} sources; all sound"
    )
    return 0


def words(chosen: argparse.Namespace) -> int:
    """Write the atlas's texts into a gettext catalogue for each further language, keeping what is translated."""
    folder: Path = chosen.folder
    from mapapp.store.atlas import read_atlas
    from mapapp.store.catalogue import read_catalogue
    from mapapp.store.counts import read_notes
    from mapapp.store.wording import texts_of, updated

    raw = read_catalogue(folder).raw
    languages = list(read_atlas(folder).atlas.languages)  # refuses a catalogue whose head is wrong
    texts = [*texts_of(raw, languages[0], languages), *read_notes(folder, raw.get("counts"))]
    for language in languages[1:]:
        path = folder / "locale" / f"{language}.po"
        path.parent.mkdir(exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(updated(old, texts, language), encoding="utf-8")
        print(f"{path}: {len(dict.fromkeys(texts))} texts")
    return 0


def basemap(chosen: argparse.Namespace) -> int:
    """Build the base map of an atlas folder and name it in atlas.yaml; packages are fetched once and kept."""
    from mapapp.basemap.make import make_basemap

    made = make_basemap(chosen.folder, tell=lambda step: print(f"{step} ...", file=sys.stderr, flush=True))
    for name, size in made.sizes.items():
        print(f"{size:>9,}  {name}")
    for line in made.added:
        print(f"added to {chosen.folder / 'atlas.yaml'}: {line}")
    print(f"{made.folder}: {sum(made.sizes.values()) / 1e6:.1f} MB")
    return 0


def build(chosen: argparse.Namespace) -> int:
    """Build what is served and keep it for the next start; 1 when nothing can be served or kept."""
    from mapapp.web.keep import current_atlas, kept_at, site_of

    folder = chosen.atlas or current_atlas()
    site, path = site_of(folder), kept_at(folder)
    for problem in site.problems:
        print(f"Left out of the map: {problem}", file=sys.stderr)
    if site.atlas is None:
        return 1
    if not path.exists():
        print(f"{path}: what was built could not be kept", file=sys.stderr)
        return 1
    print(f"{path}: {len(site.atlas.layers)} layers, {len(site.assets)} files")
    return 0


def publish(chosen: argparse.Namespace) -> int:
    """Write the map as files; 1 when that cannot be done, and then nothing is written."""
    from mapapp.web.keep import current_atlas, site_of
    from mapapp.web.publish import publish as write

    if chosen.atlas:
        os.environ["MAPAPP_ATLAS"] = str(chosen.atlas.resolve())  # makers read the folder for themselves
    site = site_of(current_atlas())
    for problem in site.problems:
        print(f"Left out of the map: {problem}", file=sys.stderr)
    try:
        written = write(site, chosen.folder, chosen.address, tell=lambda name: print(name, file=sys.stderr, flush=True))
    except OSError as error:
        print(f"{chosen.folder}: nothing could be written ({error.strerror})", file=sys.stderr)
        return 1
    if not chosen.address:
        print(
            "Without --address there is no sitemap, and links that are shared have no preview picture.", file=sys.stderr
        )
    print(f"{chosen.folder}: {written.files} files, {written.size / 1e6:.1f} MB")
    return 0


def prepare(chosen: argparse.Namespace) -> int:
    """Make tiles and an index of a large layer; 1 when its file cannot be used, and then what was there stays."""
    try:
        from mapapp.prepare.command import Helpers, prepare_layer
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed; `make large` installs what preparing needs", file=sys.stderr)
        return 1
    from mapapp.web.keep import current_atlas

    if chosen.workers < 1:
        print("--workers must be at least 1", file=sys.stderr)
        return 1
    helpers = Helpers(chosen.workers, chosen.memory, chosen.cluster)
    prepare_layer(chosen.file, chosen.part, chosen.atlas or current_atlas(), chosen.layer, helpers)
    return 0


def run(chosen: argparse.Namespace) -> int:
    """Serve the map until told to stop; what the command line says goes before what the environment says."""
    said = {
        "MAPAPP_ATLAS": chosen.atlas and chosen.atlas.resolve(),
        "MAPAPP_LOG": chosen.log,
        "MAPAPP_HOSTS": chosen.hosts,
        "MAPAPP_EMBEDDERS": chosen.embedders,
    }
    os.environ.update({name: str(value) for name, value in said.items() if value is not None})
    from mapapp.serve import serve

    return serve(chosen.host, chosen.port)


COMMANDS = {
    "new": begin,
    "doubt": doubt,
    "check": check,
    "words": words,
    "basemap": basemap,
    "build": build,
    "prepare": prepare,
    "publish": publish,
    "run": run,
}

if __name__ == "__main__":
    sys.exit(main())
