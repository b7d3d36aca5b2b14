"""The program in a process of its own, on a machine that is not as it should be."""

from __future__ import annotations

import ctypes
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 120
CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2  # <linux/prctl.h>, <linux/capability.h>


@dataclass(frozen=True)
class Served:
    """A running server: where it is, its process, and the file that its log goes to."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        with closing(http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)) as asking:
            asking.request("GET", path, headers=headers)
            answer = asking.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def health(self) -> Any:
        """What the server says of the atlas."""
        return json.loads(self.ask("/healthz")[2])

    def said(self) -> str:
        """The log so far."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(
    atlas: Path,
    room: Path,
    settings: Mapping[str, str] | None = None,
    *,
    program: Path = REPOSITORY,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Served]:
    """The program in a folder serving an atlas; its log, and what it keeps, go to a folder of the test's.

    `prepare` is called in the new process before it becomes the program, `settings` are its environment.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    log = room / f"{port}.log"
    command = [sys.executable, "-m", "mapapp", "run", "--atlas", str(atlas), "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "MAPAPP_CACHE": str(room / "kept"), "MAPAPP_LOG": "plain", **(settings or {})}
    with (
        log.open("wb") as told,
        subprocess.Popen(command, cwd=program, env=environment, stderr=told, preexec_fn=prepare) as process,  # noqa: PLW1509
    ):
        served = Served(f"http://127.0.0.1:{port}", process, log)
        try:
            _await(served)
            yield served
        finally:
            process.kill()


def _await(served: Served) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert served.process.poll() is None, served.said()
        try:
            served.ask("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"no answer: {served.said()}")


def with_plain_rights() -> None:
    """Take from the superuser, in a new process, what lets him read and write whatever its mode forbids."""
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(CAPBSET_DROP, capability, 0, 0, 0)


def copy_of_program(folder: Path) -> Path:
    """Another version of the program, for the test to change: a folder to start it in."""
    shutil.copytree(REPOSITORY / "mapapp", folder / "mapapp", ignore=shutil.ignore_patterns("__pycache__"))
    return folder
