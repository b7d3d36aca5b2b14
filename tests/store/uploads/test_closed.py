"""A process that reads a stranger's file can neither ask a network, nor start a program, nor grow without end."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mapapp.store.uploads.closed import DRIVERS
from tests.own.writers import PARK, feature, geojson

CLOSED = "from mapapp.store.uploads.closed import close; close(); "


def run(text: str) -> str:
    """What a closed process prints."""
    done = subprocess.run(
        [sys.executable, "-c", CLOSED + text], capture_output=True, text=True, check=False, timeout=60
    )
    return (done.stdout + done.stderr).strip()


def test_gdal_keeps_its_listed_drivers_alone() -> None:
    assert set(run("import pyogrio; print(*pyogrio.list_drivers(), sep='|')").split("|")) == DRIVERS


@pytest.mark.parametrize("deed", ["import socket; socket.socket()", "import subprocess; subprocess.run(['true'])"])
def test_the_kernel_refuses_sockets_and_programs(deed: str) -> None:
    assert "PermissionError" in run(deed)


def test_memory_is_bounded() -> None:
    assert "MemoryError" in run("bytes(2 * 1024**3)")


@pytest.mark.enable_socket
def test_a_link_to_a_reference_system_is_not_followed(tmp_path: Path) -> None:
    """GDAL does follow it where nothing keeps it from that: the second reading shows that this test can fail."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        link = {"href": f"http://127.0.0.1:{server.getsockname()[1]}/crs.wkt", "type": "ogcwkt"}
        write = geojson(feature(PARK), crs={"type": "link", "properties": link})
        (tmp_path / "linked").write_bytes(write(tmp_path))
        (tmp_path / "linked.json").write_text(json.dumps({"name": "linked.geojson"}))
        subprocess.run([sys.executable, "-m", "tests.own.reader", str(tmp_path), "linked"], check=True, timeout=60)
        with pytest.raises(TimeoutError):
            server.accept()
        (tmp_path / "linked").rename(tmp_path / "linked.geojson")
        opened = f"import pyogrio; pyogrio.read_info({str(tmp_path / 'linked.geojson')!r})"
        with subprocess.Popen([sys.executable, "-c", opened]) as unguarded:
            server.settimeout(30)
            server.accept()[0].close()
            unguarded.kill()
