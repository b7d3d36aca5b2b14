"""The table on standard output, and the same as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bench.latency import DELAY, KINDS, Latency
from bench.numbers import CLICKS, TOGGLES, Goal, Measured, goals
from bench.peers.catalogue import PEERS, PRODUCT
from bench.turns import Turns

RESULTS = Path(__file__).parent / "results"
_PACKAGES = ("streamlit", "folium", "streamlit-folium", "geopandas", "xstatic-leaflet", "playwright")
_HEADS = (
    "page",
    "server start",
    "first visitor",
    "first map",
    "page weight",
    "toggle",
    "bytes a toggle",
    "click to text",
    "bytes a click",
    "year step",
    "CPU an event",
    "memory",
    "a session more",
)


def table(measured: Mapping[str, Measured], turns: Turns, latency: Latency) -> str:
    """One row a peer, medians; what a slow line costs; then the goals."""
    rows: list[Sequence[str]] = [_HEADS]
    for peer in PEERS:
        m = measured[peer.key]
        rows.append(
            (
                peer.name,
                _show(m.start(), "ms"),
                _show(m.cold.first_ms if m.cold else None, "ms"),
                _show(m.first(), "ms"),
                _show(m.weight(), "B"),
                _show(m.wait(TOGGLES), "ms"),
                _show(m.bytes(TOGGLES), "B"),
                _show(m.wait(CLICKS), "ms"),
                _show(m.bytes(CLICKS), "B"),
                _show(_middle(latency.direct["year step"]) if peer is PRODUCT else None, "ms"),
                _show(m.cpu(), "ms"),
                _show(m.memory, "MB"),
                "-" if m.session is None else f"{m.session:.2f} MB",
            )
        )
    lines = [aligned(rows), "", aligned(slow_line(latency)), ""]
    lines.append(
        aligned(
            [
                ("goal", "measured", "limit", ""),
                *(
                    (
                        goal.name,
                        _measured(goal),
                        f"{goal.limit:,g}{goal.unit}",
                        goal.verdict,
                    )
                    for goal in goals(measured, turns, latency)
                ),
            ]
        )
    )
    lines += [f"{peer.name}: {measured[peer.key].failure}" for peer in PEERS if measured[peer.key].failure]
    foreign = sorted({host for m in measured.values() for seen in m.visits for host in seen.foreign})
    lines += ["", f"Hosts outside this machine that a page asked for (all refused): {', '.join(foreign) or 'none'}"]
    return "\n".join(lines)


def slow_line(latency: Latency) -> list[Sequence[str]]:
    """Rows of medians: each act without the delay, with it, and the ratio."""
    rows: list[Sequence[str]] = [("this map", "no delay", f"{DELAY * 1000:.0f} ms added each way", "ratio")]
    for kind in KINDS:
        shown = [_show(_middle(taken[kind]), "ms") for taken in (latency.direct, latency.delayed)]
        ratio = latency.ratio(kind)
        rows.append((kind, *shown, "-" if ratio is None else f"{ratio:.2f}x"))
    return rows


def _middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _measured(goal: Goal) -> str:
    if goal.value is None:
        return "-"
    error = "" if goal.error is None else f" ± {goal.error:.2f}"
    return f"{goal.value:,.2f}{error}{goal.unit}".replace(".00 B", " B")


def write_json(measured: Mapping[str, Measured], turns: Turns, latency: Latency, setting: Mapping[str, Any]) -> Path:
    """Write all numbers with the versions and the machine they hold for; returns the file."""
    RESULTS.mkdir(exist_ok=True)
    now = dt.datetime.now(dt.UTC)
    content = {
        "measured": now.isoformat(timespec="seconds"),
        "machine": {
            "cpus": os.cpu_count(),
            "system": platform.platform(),
            "processor": _processor(),
            "python": platform.python_version(),
        },
        "versions": {package: version(package) for package in _PACKAGES},
        **setting,
        "goals": [{**asdict(goal), "verdict": goal.verdict} for goal in goals(measured, turns, latency)],
        "toggled_in_turns": asdict(turns),
        "latency": {"added_each_way_ms": DELAY * 1000, **asdict(latency)},
        "peers": {key: _numbers(m) for key, m in measured.items()},
    }
    file = RESULTS / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    file.write_text(json.dumps(content, indent=1, default=sorted), encoding="utf-8")
    return file


def _numbers(m: Measured) -> dict[str, Any]:
    medians = {
        "server_start_ms": m.start(),
        "first_map_ms": m.first(),
        "page_bytes": m.weight(),
        "toggle_ms": m.wait(TOGGLES),
        "toggle_bytes": m.bytes(TOGGLES),
        "click_ms": m.wait(CLICKS),
        "click_bytes": m.bytes(CLICKS),
        "most_bytes": m.most_bytes(),
        "event_cpu_ms": m.cpu(),
    }
    return {"medians": medians, **asdict(m)}


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _show(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:,.0f} {unit}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines of text in columns, the first as the head."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
        if number == 0:
            lines.append("-" * len(lines[0]))
    return "\n".join(lines)
