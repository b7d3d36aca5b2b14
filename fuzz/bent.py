"""Changed files of readers in a process that is closed as the real one is: `python -m fuzz.bent FOLDER FIRST LAST`.

It reads the cases of these numbers, grown from the files in FOLDER, and says each before it is read.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

from mapapp.core.own.layer import Choices
from mapapp.store.uploads.closed import close
from tests.own.reader import read

LARGEST = 2**18  # bytes of a file that is changed
PIECES = (
    *(b"NaN", b"1e999", b"-1", b"null", b"[]", b"{}", b'"', b"<", b"&", b"]]>", b"\x00", b"\xff\xff\xff\xff"),
    *(b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00" * 8, b"999999999999", b"\xd0", b"SRID=99999;", b"EPSG:0"),
    *(b"GEOMETRYCOLLECTION (", b"POINT Z (1 2 3)", b",", b"\n", b"\\u0000", b"180.1", b"/vsicurl/http://127.0.0.1:9/"),
)


def changed(number: int, seeds: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The case of a number: which file it grows from, and its bytes."""
    random = Random(number)  # noqa: S311  # the same cases each time
    key = random.choice(sorted(seeds))
    body = seeds[key]
    if zipfile.is_zipfile(io.BytesIO(body)) and len(body) > 22 and random.random() < 0.8:
        return key, _repacked(body, random)
    return key, _bent(body, random)


def _bent(body: bytes, random: Random) -> bytes:
    """Bytes with some flipped, put in, taken out, doubled or cut off."""
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at, length = random.randrange(len(body) + 1), random.choice((1, 2, 4, 8, 64, 1024))
        put = random.choice((b"", body[at : at + length] * 2, random.randbytes(min(length, 8)), random.choice(PIECES)))
        body = body[:at] + put + body[at + random.choice((0, len(put), length)) :]
    return body[: random.randrange(len(body) + 1)] if random.random() < 0.05 else body


def _repacked(body: bytes, random: Random) -> bytes:
    """A ZIP with one of its members bent."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as packed, zipfile.ZipFile(made, "w") as file:
        names = packed.namelist()
        chosen = random.choice(names)
        for name in names:
            member = packed.read(name)
            file.writestr(name, _bent(member, random) if name == chosen else member)
    return made.getvalue()


def main(folder: Path, first: int, last: int) -> None:
    """Read the cases from first to last."""
    seeds = {one.stem: one.with_suffix("").read_bytes() for one in sorted(folder.glob("*.json"))}
    seeds = {key: body for key, body in seeds.items() if 0 < len(body) < LARGEST}
    names = {key: json.loads((folder / f"{key}.json").read_bytes())["name"] for key in seeds}
    close()
    path = folder / "case"
    for number in range(first, last):
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"case": number, "megabytes": megabytes}), flush=True)
        key, body = changed(number, seeds)
        path.unlink(missing_ok=True)
        path.write_bytes(body)
        read(path, names[key], Choices(swap=number % 7 == 0, epsg=32652 if number % 5 == 0 else None))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
