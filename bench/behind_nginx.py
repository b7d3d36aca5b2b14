"""Processes of this map behind nginx on this machine, with the configuration of deploy/ and other ports."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.catalogue import PRODUCT, run_map
from bench.servers import ROOT, Server, free_port, serve
from mapapp.web.keep import REPOSITORY_ATLAS

_PROCESS = re.compile(r"^( *)server 127\.0\.0\.1:\d+ (.*);\n", re.MULTILINE)


@dataclass
class Farm:
    """The address of nginx, and the processes behind it."""

    folder: Path
    ports: list[int]
    address: str = ""
    servers: list[Server] = field(default_factory=list)
    _children: list[contextlib.ExitStack] = field(default_factory=list)

    def start(self, at: int) -> None:
        """Start a process, in the place of one that may have stood there."""
        child = contextlib.ExitStack()
        place = {"MAPAPP_ATLAS": str(REPOSITORY_ATLAS)}
        server = child.enter_context(serve(run_map, PRODUCT.health, place, self.folder / "log", self.ports[at]))
        if at < len(self.servers):
            self._children[at].close()
            self._children[at], self.servers[at] = child, server
        else:
            self._children.append(child)
            self.servers.append(server)

    def close(self) -> None:
        """End all processes."""
        for child in self._children:
            child.close()


@contextlib.contextmanager
def farm(number: int) -> Iterator[Farm]:
    """So many processes behind nginx, for as long as the context lasts; ends the program when there is no nginx."""
    nginx = shutil.which("nginx")
    if nginx is None:
        sys.exit("nginx is not installed. On Debian and Ubuntu: apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="farm-") as name:
        grown = Farm(Path(name), [free_port() for _ in range(number)])
        try:
            for at in range(number):
                grown.start(at)
            with _nginx(nginx, grown) as grown.address:
                yield grown
        finally:
            grown.close()


@contextlib.contextmanager
def _nginx(program: str, grown: Farm) -> Iterator[str]:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    first = _PROCESS.search(text)
    if first is None:
        sys.exit("deploy/nginx.conf names no process")
    lines = "".join(f"{first[1]}server 127.0.0.1:{port} {first[2]};\n" for port in grown.ports)
    text = text[: first.start()] + lines + _PROCESS.sub("", text[first.end() :])
    front, folder = free_port(), grown.folder
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{front};").replace("/dev/stdout", str(folder / "access"))
    text = text.replace("/run/nginx.pid", str(folder / "pid")).replace("/dev/stderr", str(folder / "errors"))
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    with subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]) as child:
        try:
            yield f"http://127.0.0.1:{front}"
        finally:
            child.terminate()


def home_of(reader: int) -> str:
    """A loopback address for each reader: nginx keeps a reader with one process by address."""
    return f"127.0.{1 + reader // 250}.{1 + reader % 250}"
