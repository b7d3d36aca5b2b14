"""Close this process before it opens a stranger's file: few drivers, no network, bounds on memory, time and files.

GDAL follows a GeoJSON's `crs` link over the network, and has drivers that read other files or run programs. Drivers go
by their list, and on Linux the kernel refuses sockets and programs to this process for good (seccomp, man 2 seccomp).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
import sys

import pyogrio
from pyogrio import _ogr

DRIVERS = frozenset({"ESRI Shapefile", "FlatGeobuf", "GPKG", "GPX", "GeoJSON", "KML", "LIBKML"})
OPTIONS = {
    "CPL_CURL_VERBOSE": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # where there is no seccomp: the port that discards
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_NUM_THREADS": "1",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "60",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "PROJ_NETWORK": "OFF",
    "SHAPE_RESTORE_SHX": "YES",
}
MEMORY = 1536 * 1024 * 1024  # bytes of address space; GDAL, GEOS and NumPy alone take a third of it
SECONDS = 60  # of the processor
LARGEST_FILE = 600 * 1024 * 1024
_SOCKET = {"x86_64": (0xC000003E, (41, 42, 59, 322)), "aarch64": (0xC00000B7, (198, 203, 221, 281))}
"""By machine: the number of its kernel interface, and of socket, connect, execve and execveat in it."""


def close() -> None:
    """Close this process; there is no way back. Raises RuntimeError where a driver that is not listed stays open."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    close_drivers()
    if sys.platform == "linux" and platform.machine() in _SOCKET:
        refuse_network_and_programs()


def close_drivers() -> None:
    """Let GDAL forget every driver that is not listed."""
    skipped = sorted(set(pyogrio.list_drivers()) - DRIVERS)
    pyogrio.set_gdal_config_options({**OPTIONS, "GDAL_SKIP": ",".join(skipped)})
    _ogr._register_drivers()  # the only way to have GDAL_SKIP read again
    if left := set(pyogrio.list_drivers()) - DRIVERS:
        message = f"GDAL still has drivers that may read other files: {', '.join(sorted(left))}"
        raise RuntimeError(message)


def refuse_network_and_programs() -> None:
    """Have the kernel answer EACCES to this process when it asks for a socket or a program.

    A kernel that has no filters leaves it at the options. Raises OSError when it has them and does not take ours.
    """
    architecture, calls = _SOCKET[platform.machine()]
    refuse, allow = 0x00050000 | 13, 0x7FFF0000
    load, equal, give = 0x20, 0x15, 0x06  # BPF: load a word of what is asked, jump if equal, return
    steps = [(load, 0, 0, 4), (equal, 0, len(calls) + 2, architecture), (load, 0, 0, 0)]
    steps += [(equal, len(calls) - number, 0, call) for number, call in enumerate(calls)]
    steps += [(give, 0, 0, allow), (give, 0, 0, refuse)]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(program)
    filtering = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, by_filter = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(set_seccomp, by_filter, filtering, 0, 0):
        error = ctypes.get_errno()
        if error not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(error, os.strerror(error))
