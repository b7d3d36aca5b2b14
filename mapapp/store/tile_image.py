"""A tile as a PNG of sixteen opacities of one colour; the colour can be changed without unpacking the picture."""

from __future__ import annotations

import struct
import zlib

LEVELS = 16
_HEAD = b"\x89PNG\r\n\x1a\n"
_COLOURS_AT = len(_HEAD) + 25  # after the header chunk, where `pack_tile` always puts the palette
_COLOURS_LONG = 12 + 3 * LEVELS


def pack_tile(rows: bytes, side: int) -> bytes:
    """A PNG from rows of opacities 0 to 15, two pixels a byte, each row led by a zero; black until it is coloured."""
    opacities = bytes(255 * level // (LEVELS - 1) for level in range(LEVELS))
    return b"".join(
        (
            _HEAD,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(3 * LEVELS)),
            _chunk(b"tRNS", opacities),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def coloured(tile: bytes, colour: str) -> bytes:
    """The tile in a colour such as `#0e6f55`. Raises ValueError for bytes that `pack_tile` did not make."""
    if tile[:8] != _HEAD or tile[_COLOURS_AT + 4 : _COLOURS_AT + 8] != b"PLTE":
        message = "it is no tile of this program"
        raise ValueError(message)
    palette = _chunk(b"PLTE", bytes.fromhex(colour[1:]) * LEVELS)
    return tile[:_COLOURS_AT] + palette + tile[_COLOURS_AT + _COLOURS_LONG :]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
