"""A thousand and a million features: this map's tiles against pages that send everything: `python -m bench.large`.

A million is prepared once and kept in bench/results. A page is given up when nothing of it is painted within a minute.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import geopandas
import numpy as np
import shapely
import yaml
from playwright.sync_api import Browser, Error, Page, Response

from bench.browser import open_browser
from bench.peers.folium_parts import VENDOR
from bench.peers.peer import streamlit_run
from bench.report import RESULTS, aligned
from bench.servers import ROOT, serve
from bench.vendor import write_vendor
from mapapp.web.keep import REPOSITORY_ATLAS

FEW, MANY = 1_000, 1_000_000
SIZES = (FEW, 10_000, 100_000, MANY)
PATIENCE = 60.0  # seconds
VIEWPORT = {"width": 1280, "height": 900}
LAYER = "places-of-trees"
LOADED = ".leaflet-large-pane img.leaflet-tile-loaded[src*='/tiles/']"
PATH = ".leaflet-overlay-pane path"
PEER_FRAME = "iframe[title='streamlit_folium.st_folium']"
# Resolves with the time at which nothing is left to load in the pane of tiles, and that is painted.
SETTLED = """() => new Promise((resolve) => {
  const look = () => {
    const all = [...document.querySelectorAll(".leaflet-large-pane img")];
    const done = all.length && all.every((one) => one.classList.contains("leaflet-tile-loaded"));
    requestAnimationFrame(done ? () => resolve(performance.now()) : look);
  };
  look();
})"""

LET_GO = """() => addEventListener("mouseup", (event) => { window.letGo = event.timeStamp; },
  { capture: true, once: true })"""


@dataclass
class Seen:
    """What one visit took: milliseconds to the first paint and for each pan, bytes of tiles asked for meanwhile."""

    first_ms: float
    pan_ms: float
    pan_bytes: int


def main() -> int:
    """Measure and print; 0 whenever it measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="visits a size (5)")
    parser.add_argument("--many", type=int, default=MANY, help="how many features are many (1000000)")
    parser.add_argument("--no-peers", action="store_true", help="measure this map alone")
    chosen = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    sizes = (FEW, chosen.many)
    made = {size: prepare(size) for size in sizes}
    seen: dict[int, list[Seen]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory(prefix="bench-") as name, contextlib.ExitStack() as running:
        folder, browser = Path(name), running.enter_context(open_browser())
        command = [sys.executable, "-m", "mapapp", "run", "--host", "127.0.0.1", "--port"]
        servers = {
            size: running.enter_context(
                serve(
                    lambda port: [*command, str(port)],
                    "/healthz",
                    {"MAPAPP_ATLAS": str(atlas_of(size))},
                    folder / "log",
                )
            )
            for size in sizes
        }
        for run in range(chosen.runs + 1):
            for size in sizes:
                found = visit(browser, servers[size].address)
                if run:  # the first warms the servers
                    seen[size].append(found)
        peers = {} if chosen.no_peers else {peer: give_up(browser, peer, folder) for peer in ("explore", "st_folium")}
    rows = [("page", "features", "first paint", "pan", "bytes a pan", "")]
    for size in sizes:
        took, megabytes = made[size]
        told = f"prepared in {took:.0f} s, {megabytes:.0f} MB at most a process" if took else "prepared before"
        rows.append((f"this map, {LAYER}", f"{size:,}", *shown(seen[size]), told))
    rows += [(name, f"{size:,}", told, "", "", "") for name, results in peers.items() for size, told in results]
    ratios = [middle(seen[sizes[1]], key) / max(middle(seen[FEW], key), 1) for key in ("first_ms", "pan_ms")]
    print(aligned(rows))
    print(f"{sizes[1]:,} against {FEW:,}: first paint {ratios[0]:.2f}x, pan {ratios[1]:.2f}x (goal: at most 2x)")
    content = {"seen": {size: list(map(asdict, all_)) for size, all_ in seen.items()}, "made": made, "peers": peers}
    (RESULTS / "large.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


def middle(seen: list[Seen], key: str) -> float:
    """The median of one figure."""
    return float(median(getattr(one, key) for one in seen))


def shown(seen: list[Seen]) -> tuple[str, str, str]:
    """The medians as the table has them."""
    return (
        f"{middle(seen, 'first_ms'):,.0f} ms",
        f"{middle(seen, 'pan_ms'):,.0f} ms",
        f"{middle(seen, 'pan_bytes'):,.0f} B",
    )


def atlas_of(size: int) -> Path:
    """Where the atlas with a layer of so many features is kept."""
    return RESULTS / f"large-{size}"


def prepare(size: int) -> tuple[float | None, float]:
    """Prepare a layer of so many places in a copy of the atlas, unless it is kept: seconds, and megabytes at most."""
    atlas = atlas_of(size)
    target = atlas / "layers" / "large.mbtiles"
    if target.is_file():
        return None, 0.0
    shutil.rmtree(atlas, ignore_errors=True)
    shutil.copytree(REPOSITORY_ATLAS, atlas, ignore=shutil.ignore_patterns("build", "__pycache__", "*.py"))
    catalogue = yaml.safe_load((atlas / "atlas.yaml").read_text(encoding="utf-8"))
    layer = {"id": LAYER, "path": "layers/large.mbtiles", "shown": True, "licence": "CC0-1.0", "credit": "The bench"}
    titles = {key: dict.fromkeys(catalogue["languages"], "Places of trees") for key in ("title", "description")}
    catalogue["large"] = [{**layer, **titles, "style": {"light": "#7a2020", "dark": "#ff9c8f"}}]
    (atlas / "atlas.yaml").write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        source = Path(name) / "trees.parquet"
        write_frame(size, source)
        command = [sys.executable, "-m", "mapapp", "prepare", str(source), "--atlas", str(atlas), "--layer", LAYER]
        began = time.monotonic()
        subprocess.run(command, cwd=ROOT, check=True)
    return time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def write_frame(size: int, path: Path) -> None:
    """Made-up places, crowded where leopards live and thin elsewhere, with a name and a height."""
    rng = np.random.default_rng(8)
    places = np.array([130.9, 43.3]) + rng.normal(size=(size, 2)) * [0.8, 0.4]
    fields = {"name": [f"tree {number}" for number in range(size)], "height": rng.random(size).round(3) * 40}
    geopandas.GeoDataFrame(fields, geometry=shapely.points(places.round(6)), crs=4326).to_parquet(path)


def visit(browser: Browser, address: str) -> Seen:
    """Open the map, wait for the first tile and for all of them, then drag it three times."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dict is what it takes
    try:
        page = context.new_page()
        sizes: list[int] = []
        page.on("response", lambda one: sizes.append(_weight(one)))
        page.goto(f"{address}/?view=43.3,130.9,9", wait_until="commit")
        page.locator(LOADED).first.wait_for(timeout=PATIENCE * 1000)
        first = page.evaluate("new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))")
        page.locator("[data-ready]").wait_for()
        page.evaluate(SETTLED)
        sizes.clear()
        pans = [_pan(page, step) for step in (-400, -400, 400)]
        return Seen(float(first), float(median(pans)), sum(sizes) // len(pans))
    finally:
        context.close()


def _weight(answer: Response) -> int:
    """Bytes of a tile."""
    return int(answer.headers.get("content-length", 0)) if "/tiles/" in answer.url else 0


def _pan(page: Page, by: int) -> float:
    """Drag the map sideways; milliseconds from letting go until all tiles are there."""
    page.mouse.move(800, 450)
    page.mouse.down()
    page.mouse.move(800 + by, 450, steps=8)
    page.evaluate(LET_GO)
    page.mouse.up()
    return float(page.evaluate(f"async () => (await ({SETTLED})()) - window.letGo"))


def give_up(browser: Browser, peer: str, folder: Path) -> list[tuple[int, str]]:
    """For each size what came of a page that sends everything, up to the first that does not come."""
    results = []
    write_vendor(folder / "files" / "vendor")
    for size in SIZES:
        source = folder / f"{size}.parquet"
        if not source.exists():
            write_frame(size, source)
        began = time.monotonic()
        try:
            weight = _explore(browser, source, folder) if peer == "explore" else _st_folium(browser, source, folder)
        except (subprocess.SubprocessError, RuntimeError, Error) as error:
            results.append((size, f"given up after {time.monotonic() - began:.0f} s: {type(error).__name__}"))
            break
        results.append((size, f"{time.monotonic() - began:.1f} s, {weight}"))
    return results


def _explore(browser: Browser, source: Path, folder: Path) -> str:
    site = folder / source.stem
    site.mkdir(exist_ok=True)
    (site / "vendor").symlink_to(folder / "files" / "vendor")
    write = (
        "import sys, geopandas; from bench.vendor import use_vendor; use_vendor('vendor');"
        "geopandas.read_parquet(sys.argv[1]).explore(tiles=None).save(sys.argv[2])"
    )
    page = site / "index.html"
    subprocess.run([sys.executable, "-c", write, source, page], cwd=ROOT, check=True, timeout=PATIENCE)
    serving = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(site)]
    with serve(lambda port: [*serving, str(port)], "/vendor/", {}, folder / "log") as server:
        _await_path(browser, server.address, "")
    return f"{page.stat().st_size / 1e6:.0f} MB of HTML"


def _st_folium(browser: Browser, source: Path, folder: Path) -> str:
    files = [sys.executable, "-m", "bench.static_server", str(folder / "files")]
    with contextlib.ExitStack() as running:
        vendor = running.enter_context(serve(lambda port: [*files, str(port)], "/healthz", {}, folder / "log"))
        extra = {"BENCH_LARGE": str(source), VENDOR: f"{vendor.address}/vendor"}
        command = streamlit_run("st_folium_large.py")
        server = running.enter_context(serve(command, "/_stcore/health", extra, folder / "log"))
        _await_path(browser, server.address, PEER_FRAME)
    return "all of it sent"


def _await_path(browser: Browser, address: str, frame: str) -> None:
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dict is what it takes
    try:
        page = context.new_page()
        page.goto(address, wait_until="commit", timeout=PATIENCE * 1000)
        inner = page.frame_locator(frame).locator(PATH) if frame else page.locator(PATH)
        inner.first.wait_for(timeout=PATIENCE * 1000)
    finally:
        context.close()


if __name__ == "__main__":
    os.environ.setdefault("MAPAPP_CACHE", str(RESULTS / "kept"))
    sys.exit(main())
