"""The command line: `python -m mapapp run` serves the map, `python -m mapapp check DIR` validates an atlas."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from mapapp.core.errors import AtlasError, MapAppError, SetupError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m mapapp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="validate an atlas folder and list every problem")
    check.add_argument("folder", type=Path)
    words = commands.add_parser("words", help="write what there is to translate to locale/<language>.po in an atlas")
    words.add_argument("folder", type=Path)
    run = commands.add_parser("run", help="serve the map")
    run.add_argument("--atlas", type=Path, help="atlas folder (default: MAPAPP_ATLAS or the Amur leopard)")
    run.add_argument("--host", default=os.environ.get("HOST") or "localhost")
    run.add_argument("--port", type=int, default=os.environ.get("PORT") or "8501")
    run.add_argument(
        "--embedders", metavar="ORIGINS", help="who may embed the map (default: MAPAPP_EMBEDDERS, or * for anyone)"
    )
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "run":
            return serve(chosen)
        return check_folder(chosen.folder) if chosen.command == "check" else write_words(chosen.folder)
    except MapAppError as error:
        print(error, file=sys.stderr)
        return 1


def check_folder(folder: Path) -> int:
    """Print every problem of an atlas folder, or what it holds; 1 when there is a problem."""
    from mapapp.store.atlas import read_atlas

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
    print(
        f"{folder}: {len(atlas.layers)} layers, {len(atlas.regions)} regions, {len(atlas.sources)} sources; all sound"
    )
    return 0


def write_words(folder: Path) -> int:
    """Write the atlas's texts into a gettext catalogue for each further language, keeping what is translated."""
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


def serve(chosen: argparse.Namespace) -> int:
    """Serve the map until interrupted. Raises SetupError when the port cannot be had or an embedder is no origin."""
    from mapapp.web.embed import read_embedders

    if chosen.embedders is not None:
        os.environ["MAPAPP_EMBEDDERS"] = chosen.embedders
    read_embedders(os.environ.get("MAPAPP_EMBEDDERS", ""))
    _claim(chosen.host, chosen.port)
    if chosen.atlas is not None:
        os.environ["MAPAPP_ATLAS"] = str(chosen.atlas.resolve())
    from mapapp.app import app
    from mapapp.web.keep import current_site

    for problem in current_site().problems:
        print(f"Left out of the map: {problem}", file=sys.stderr)
    print(f"The map is at http://{chosen.host}:{chosen.port}", flush=True)
    app.run(config={"server.port": chosen.port, "server.address": chosen.host})
    return 0


def _claim(host: str, port: int) -> None:
    """Try the address once, so that a taken port is said plainly and at once."""
    if not 0 < port < 65536:
        message = f"{port} is not a port; choose one from 1024 to 65535"
        raise SetupError(message)
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        other = port + 1 if port < 65535 else 8501
        message = f"cannot serve on {host}:{port} ({error.strerror}); choose another, for example PORT={other}"
        raise SetupError(message) from error


if __name__ == "__main__":
    sys.exit(main())
