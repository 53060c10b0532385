"""The body of a request, stored as pieces: whole objects of at most 4 MiB."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import IO

from flask import request
from werkzeug.exceptions import ClientDisconnected

from gallery.errors import ChecksumMismatch, TooLarge
from gallery.journey import receive
from gallery.journey.receive import StoredPiece
from gallery.web.current import tools


def store_body(token: str, *, offset: int, room: int, digest: bytes | None) -> list[StoredPiece]:
    """Store what comes, durable when this returns. A cut request keeps what came.

    With a ``digest`` the body is kept whole or not at all; a wrong one leaves only orphans.
    """
    hashed = hashlib.sha256()
    pieces: list[StoredPiece] = []
    start = offset
    for piece in _read_pieces(request.stream):
        hashed.update(piece)
        if start + len(piece) > offset + room:
            raise TooLarge("more-than-promised", limit=room)
        key = receive.new_piece_key(token, offset=start, tools=tools())
        tools().private.put(key, piece)
        pieces.append((start, len(piece), key))
        start += len(piece)
    if digest and (_is_cut(start - offset) or not hmac.compare_digest(hashed.digest(), digest)):
        raise ChecksumMismatch
    return pieces


def _is_cut(came: int) -> bool:
    """Whether fewer bytes came than the request promised."""
    return request.content_length is not None and came < request.content_length


def _read_pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield full pieces; what came of a cut request is the last one."""
    buffer = bytearray()
    while True:
        try:
            chunk = stream.read(65_536)
        except (OSError, ClientDisconnected):  # the line was cut: what came is kept
            chunk = b""
        buffer += chunk
        if len(buffer) >= receive.PIECE_BYTES:
            yield bytes(buffer[: receive.PIECE_BYTES])
            del buffer[: receive.PIECE_BYTES]
        if not chunk:
            break
    if buffer:
        yield bytes(buffer)
