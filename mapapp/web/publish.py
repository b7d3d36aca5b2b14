"""Write the whole atlas as files, which any web host serves and a browser opens from a disk.

The folder is written beside its place and put there when it is whole. Its last file lists all others with their
digests, which tells a later publication what it may replace.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mapapp.core.errors import MapAppError
from mapapp.web import checksums
from mapapp.web.products import PRODUCTS, Kind, Tell, make_products, previews
from mapapp.web.site import Site
from mapapp.web.sitemap import not_found, robots, sitemap
from mapapp.web.still import FETCHED, NOT_FETCHED, Still, disk_files
from mapapp.web.still_pages import offline_page, still_page

_HOST = re.compile(r"[a-z0-9.-]+(:\d{1,5})?", re.ASCII | re.IGNORECASE)


class PublishError(MapAppError):
    """The atlas cannot be published as asked; nothing has been written."""


@dataclass(frozen=True)
class Published:
    """What was written: files and bytes."""

    files: int
    size: int


def publish(
    site: Site, target: Path, address: str = "", products: Sequence[Kind] = PRODUCTS, tell: Tell = lambda _: None
) -> Published:
    """Write the atlas to the folder `target`, whole or not at all; `address` is where it will be found, if known.

    `products` are made besides the map; `tell` hears the name of each.

    The same site and address give the same bytes. Raises PublishError, for one when the folder holds something else
    than an earlier publication, and OSError where nothing can be written.
    """
    if site.atlas is None:
        message = "the atlas has problems that stop the map; `python -m mapapp check` lists them"
        raise PublishError(message)
    still = Still(site, site.atlas, read_address(address), previews in products)
    target = target.resolve()
    refuse_strangers(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        part.chmod(0o755)
        for name, body in pages(still):
            _write(part / name, body)
        make_products(still, part, products, tell)
        found = {path.relative_to(part).as_posix(): path for path in part.rglob("*") if path.is_file()}
        _write(part / checksums.NAME, checksums.checksums(found).encode())
        size = sum(path.stat().st_size for path in part.rglob("*") if path.is_file())
        _put(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Published(len(found) + 1, size)


def read_address(address: str) -> str:
    """Where the atlas will be found, with a slash at its end. Raises PublishError for what is no such address."""
    if not address:
        return ""
    parts = urlsplit(address)
    plain = re.fullmatch(r"[\w./~%-]*", parts.path, re.ASCII) is not None
    if (
        parts.scheme not in {"http", "https"}
        or not _HOST.fullmatch(parts.netloc)
        or not plain
        or parts.query
        or parts.fragment
    ):
        message = f"{address!r} is not where a map can be found; write https://, a host and perhaps a folder"
        raise PublishError(message)
    return address if address.endswith("/") else f"{address}/"


def refuse_strangers(target: Path) -> None:
    """Raise PublishError when a folder holds what no earlier publication put there, or what was changed since."""
    if not target.exists():
        return
    if not target.is_dir():
        message = f"{target} is a file; name a folder that is empty or not there yet"
        raise PublishError(message)
    held = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not path.is_dir()}
    listed = held.pop(checksums.NAME, None)
    known = checksums.read_checksums(listed.read_text(encoding="utf-8", errors="replace") if listed else "")
    strange = sorted(
        name for name, path in held.items() if path.is_symlink() or checksums.digest_of(path) != known.get(name)
    )
    if strange:
        named = ", ".join(strange[:3]) + (" and others" if len(strange) > 3 else "")
        message = f"{target} holds what was not published there ({named}); name a folder that is empty or not there yet"
        raise PublishError(message)


def pages(still: Still) -> Iterator[tuple[str, bytes]]:
    """Every file that the map itself needs, by its name in the folder."""
    atlas, site = still.atlas, still.site
    for name, asset in {**site.assets, **still.search[1], **still.front[1]}.items():
        if name.startswith((*FETCHED, f"{site.front}basemap/", still.front[0])) and not name.endswith(NOT_FETCHED):
            yield name.removeprefix("/"), asset.body
    yield f"{site.front[1:]}icon.svg", site.assets[f"{site.front}icon.svg"].body
    yield "index.html", still_page(still, atlas.languages[0], root=True).encode()
    for language in atlas.languages:
        yield f"{language}/index.html", still_page(still, language).encode()
        for entry in atlas.entries:
            yield f"{language}/{entry.id}/index.html", still_page(still, language, entry).encode()
    for name, script in disk_files(still).items():
        yield name, script.encode()
    yield "offline.html", offline_page(still).encode()
    yield "404.html", not_found(still).encode()
    yield "robots.txt", robots(still).encode()
    if still.address:
        yield "sitemap.xml", sitemap(still).encode()


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _put(part: Path, target: Path) -> None:
    """Put a whole folder in its place; what was there is gone only when the new one stands."""
    if not target.exists():
        part.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        before = target.rename(old / "before")
        try:
            part.rename(target)
        except OSError:
            before.rename(target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
