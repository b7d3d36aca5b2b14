"""What the first load of a page waits for: requests and marks on one time line."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench.peers.peer import Peer
from bench.visit import VIEWPORT

Row = tuple[float, float, float]  # start and end in milliseconds after navigation, bytes over the wire
_BURST = 60.0  # milliseconds; requests that start closer together share a line
_PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
_MARKS = Path(__file__).with_name("marks.js").read_text(encoding="utf-8")
_ENTRIES = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind)).map((e) =>
  ({url: e.name, start: e.startTime, end: e.responseEnd, size: e.transferSize}))"""


def waterfall(browser: Browser, peer: Peer, address: str, runs: int) -> str:
    """Medians over `runs` visits, after one to warm up: when each request and each mark began and ended."""
    rows: dict[str, list[Row]] = {}
    for run in range(runs + 1):
        found = _visit(browser, peer, address)
        for name, row in found.items() if run else ():
            rows.setdefault(name, []).append(row)
    medians = {name: (_column(known, 0), _column(known, 1), _column(known, 2)) for name, known in rows.items()}
    lines = sorted((row, name) for name, row in _folded(medians).items())
    return "\n".join(
        [f"{'start':>7} {'end':>7} {'bytes':>9}"]
        + [f"{row[0]:7.0f} {row[1]:7.0f} {row[2]:9,.0f}  {name}" for row, name in lines]
    )


def _folded(rows: dict[str, Row]) -> dict[str, Row]:
    """Requests of one folder that start in one burst as one row; marks as they are."""
    folded = {name: row for name, row in rows.items() if not name.startswith("/")}
    bursts: dict[str, list[tuple[Row, str]]] = {}
    for row, name in sorted((row, name) for name, row in rows.items() if name.startswith("/")):
        folder = name.rsplit("/", 1)[0]
        burst = bursts.setdefault(folder, [])
        if burst and row[0] - burst[-1][0][0] > _BURST:
            folded |= _one(folder, burst)
            burst.clear()
        burst.append((row, name))
    for folder, burst in bursts.items():
        folded |= _one(folder, burst)
    return folded


def _one(folder: str, burst: list[tuple[Row, str]]) -> dict[str, Row]:
    rows = [row for row, _ in burst]
    whole = (min(row[0] for row in rows), max(row[1] for row in rows), sum(row[2] for row in rows))
    files = [name.rsplit("/", 1)[1] for _, name in burst]
    label = f"{folder}/{files[0]}" if len(files) == 1 else f"{folder}/ {len(files)} files: {', '.join(files[:4])}"
    return {label: whole}


def _column(rows: list[Row], number: int) -> float:
    return median(row[number] for row in rows)


def _visit(browser: Browser, peer: Peer, address: str) -> dict[str, Row]:
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]  # a plain dict is what it takes
    try:
        context.add_init_script(_PROBE.replace("MARKS", json.dumps({"frame": peer.frame, "first": peer.first})))
        context.add_init_script(_MARKS)
        page = context.new_page()
        page.goto(address + peer.path, wait_until="commit")
        first = float(page.evaluate("bench.first") or -1)
        page.wait_for_timeout(800)
        rows: dict[str, Row] = {"=== first region painted": (first, first, 0.0)}
        for name, (start, end) in page.evaluate("benchMarks").items():
            rows[f"--- {name}"] = (start, end, 0.0)
        for entry in page.evaluate(_ENTRIES):
            rows[urlsplit(entry["url"]).path] = (entry["start"], entry["end"], entry["size"])
        return rows
    finally:
        context.close()
