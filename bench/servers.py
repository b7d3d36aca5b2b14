"""Child processes: started on a free loopback port, awaited until healthy, always ended."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0  # seconds until a server must answer


@dataclass(frozen=True)
class Server:
    """A running server: its address, the seconds from its start to the first healthy answer, its process."""

    address: str
    seconds: float
    process: int


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(
    command: Callable[[int], Sequence[str]], health: str, extra: Mapping[str, str], log: Path, port: int = 0
) -> Iterator[Server]:
    """Run `command(port)` for as long as the context lasts, at a free port unless one is given."""
    port = port or free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the next start finds modules compiled, as anyone's does
    with log.open("ab") as output:
        began = time.monotonic()
        child = subprocess.Popen(
            command(port), cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            _await_health(f"http://127.0.0.1:{port}{health}", child, log)
            yield Server(f"http://127.0.0.1:{port}", time.monotonic() - began, child.pid)
        finally:
            _end(child)


def _await_health(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if child.poll() is not None:
            message = f"{child.args!r} ended with status {child.returncode}; its output is in {log}"
            raise RuntimeError(message)
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  # loopback
            if answer.status == 200:
                return
        time.sleep(0.01)
    message = f"{address} gave no healthy answer in {PATIENCE:.0f} s; the output is in {log}"
    raise RuntimeError(message)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started; it leads a process group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
