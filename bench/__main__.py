"""Measure all peers in one run and print the table: `python -m bench`."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error

from bench.browser import open_browser
from bench.data import AtlasData, write_data
from bench.latency import measure_latency
from bench.numbers import Measured
from bench.peers.catalogue import PEERS, PLAIN, PRODUCT
from bench.peers.explore import write_explore
from bench.peers.folium_parts import DATA, VENDOR
from bench.peers.peer import Command, Peer
from bench.peers.plain_leaflet import write_plain
from bench.process import usage
from bench.report import aligned, slow_line, table, write_json
from bench.servers import Server, serve
from bench.sessions import megabytes_a_session
from bench.turns import toggle_in_turns
from bench.vendor import write_vendor
from bench.visit import LAYERS, visit
from bench.waterfall import waterfall
from mapapp.web.keep import REPOSITORY_ATLAS, site_of
from mapapp.web.publish import publish

STATIC = Peer("static", "static files")
BUSY = 0.7  # load average above which the machine has other work than this


@dataclass(frozen=True)
class Plan:
    """How many rounds to make, and the moment after which none begins."""

    rounds: int
    end: float


def main() -> int:
    """Run the bench; 0 whenever it measured, whatever it measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=int(os.environ.get("BENCH_RUNS") or 5), help="visits a page (5)")
    parser.add_argument("--starts", type=int, default=7, help="times each server is started (7)")
    parser.add_argument("--budget", type=float, default=220, help="seconds after which no new round begins (220)")
    parser.add_argument("--atlas", type=Path, default=REPOSITORY_ATLAS, help="atlas folder (this repository's)")
    parser.add_argument("--waterfall", action="store_true", help="only print what this map's first load waits for")
    parser.add_argument("--latency", action="store_true", help="only print what a slow line costs this map")
    chosen = parser.parse_args()
    began, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as name, contextlib.ExitStack() as running:
        folder = Path(name)
        data = _prepare(chosen.atlas, folder / "site")
        browser = running.enter_context(open_browser())
        measured = {peer.key: Measured() for peer in PEERS}
        environment = {"MAPAPP_ATLAS": str(chosen.atlas.resolve()), DATA: str(folder / "site" / "data")}
        if chosen.waterfall:
            server = running.enter_context(
                serve(_command(PRODUCT, folder), PRODUCT.health, environment, folder / "log")
            )
            print(waterfall(browser, PRODUCT, server.address, chosen.runs))
            return 0
        if chosen.latency:
            server = running.enter_context(
                serve(_command(PRODUCT, folder), PRODUCT.health, environment, folder / "log")
            )
            print(aligned(slow_line(measure_latency(browser, server.address, data, chosen.runs * 4))))
            return 0
        servers = _start_all(running, folder, environment, measured, chosen.starts)
        rounds = _measure(browser, servers, data, measured, Plan(chosen.runs, began + chosen.budget))
        for peer in PEERS:
            if peer.command and not measured[peer.key].failure:
                measured[peer.key].session = megabytes_a_session(servers[peer.key])
        ours, theirs = ((peer, servers[peer.key].address) for peer in (PRODUCT, PLAIN))
        turns = toggle_in_turns(browser, ours, theirs, data.toggled(LAYERS))
        latency = measure_latency(browser, servers[PRODUCT.key].address, data)
        chromium = f"Chromium {browser.version}"
        setting = {
            "atlas": chosen.atlas.resolve().name,
            "browser": chromium,
            "rounds": rounds,
            "load_before_and_after": [load, os.getloadavg()[0]],
            "layers_toggled": data.toggled(LAYERS),
            "layers": {layer.id: {"areas": len(layer.areas), "vertices": layer.vertices} for layer in data.layers},
        }
        print(table(measured, turns, latency))
        file = write_json(measured, turns, latency, setting)
        print(f"Medians of {rounds} visits, each in a fresh browser context (cold HTTP cache); {chromium}.")
        if load > BUSY:
            print(f"The machine was busy before the bench began (load {load:.1f}): trust the ratios, not the times.")
        print(f"Took {time.monotonic() - began:.0f} s; all numbers: {os.path.relpath(file)}")
    return 0


def _prepare(atlas: Path, site: Path) -> AtlasData:
    """Lay out the data, Folium's files, the two static pages and this map as files."""
    data = write_data(atlas, site / "data")
    if not data.clickable():
        sys.exit(f"{atlas} has no area to click; the bench needs at least one")
    write_vendor(site / "vendor")
    write_plain(data, site / "plain")
    write_explore(data, site / "explore")
    publish(site_of(atlas), site / "published", products=())
    return data


def _command(peer: Peer, folder: Path) -> Command:
    return peer.command or (lambda port: [sys.executable, "-m", "bench.static_server", str(folder / "site"), str(port)])


def _start_all(
    running: contextlib.ExitStack,
    folder: Path,
    environment: Mapping[str, str],
    measured: Mapping[str, Measured],
    starts: int,
) -> dict[str, Server]:
    """Start all servers in turn, `starts` times, the last time for good; returns the servers by peer."""
    files = running.enter_context(serve(_command(STATIC, folder), STATIC.health, environment, folder / "static.log"))
    extra = {**environment, VENDOR: f"{files.address}/vendor"}
    servers = {peer.key: files for peer in PEERS if peer.command is None}
    for last in [False] * (starts - 1) + [True]:
        for peer in (peer for peer in PEERS if peer.command):
            starting = serve(_command(peer, folder), peer.health, extra, folder / f"{peer.key}.log")
            with contextlib.nullcontext(running.enter_context(starting)) if last else starting as server:
                measured[peer.key].starts.append(server.seconds)
            servers[peer.key] = server
    return servers


def _measure(
    browser: Browser,
    servers: Mapping[str, Server],
    data: AtlasData,
    measured: Mapping[str, Measured],
    plan: Plan,
) -> int:
    """Visit all peers in turn, round by round, so that what disturbs the machine disturbs all alike.

    Round 0 warms up. Returns the rounds done: at least one, and fewer than planned when the time is up.
    """
    done = 0
    for run in range(plan.rounds + 1):
        if run > 1 and time.monotonic() > plan.end:
            break
        done = run
        for peer in PEERS:
            m = measured[peer.key]
            if m.failure:
                continue
            try:
                seen = visit(browser, peer, servers[peer.key], data, events=run > 0)
            except (RuntimeError, Error) as error:
                m.failure = str(error).splitlines()[0]
                continue
            if run == 0:
                m.cold = seen
                m.memory = usage(servers[peer.key].process).megabytes if peer.command else None
            else:
                m.visits.append(seen)
            print(f"\rrun {run} of {plan.rounds}: {peer.name:40}", end="", file=sys.stderr, flush=True)
    print("\r" + " " * 70 + "\r", end="", file=sys.stderr, flush=True)
    return done


if __name__ == "__main__":
    sys.exit(main())
