"""The files of a plain form, streamed into the private store while the form is being parsed.

Neither a temporary file nor a whole photo in memory: pieces of at most 4 MiB, as with tus.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import ClientDisconnected
from werkzeug.formparser import FormDataParser

from gallery.errors import BadInput, GalleryError, Refused, TooLarge
from gallery.images.kinds import require_kind
from gallery.journey.receive import PIECE_BYTES, StoredPiece, WholeFile, new_piece_key
from gallery.web.current import tools

WORDS = 1_000_000  # bytes; a form without photos is smaller
LONGEST_FIELD, MOST_PARTS = 150_000, 300  # together they bound what words may take of memory


class IncomingPhoto:
    """A file of a form on its way into the store. The parser writes, then seeks to the start."""

    def __init__(self, *, name: str, number: int) -> None:
        self.name = name  # only said back in this very answer, never written anywhere
        self.token = tools().keys.new_token()
        self.size = 0
        self.pieces: list[StoredPiece] = []
        self.trouble: GalleryError | None = None
        self._buffer, self._digest = bytearray(), hashlib.sha256()
        if number > tools().settings.max_photos:
            self._refuse(TooLarge("too-many-photos", limit=tools().settings.max_photos))

    @property
    def is_chosen(self) -> bool:
        """Whether there is a file at all: a field in which none was chosen comes empty."""
        return bool(self.name) or self.size > 0

    def write(self, data: bytes) -> int:
        """Take the next bytes; over a limit they are read and thrown away."""
        self.size += len(data)
        settings = tools().settings
        if self.size > settings.max_photo_bytes and self.trouble is None:
            self._refuse(TooLarge("photo-too-large", limit=settings.max_photo_mb))
        if self.trouble is None:
            self._digest.update(data)
            self._buffer += data
            while len(self._buffer) >= PIECE_BYTES:
                self._store_piece()
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """The parser's sign that the file is whole: store the rest."""
        if self._buffer:
            self._store_piece()
        if self.size == 0 and self.trouble is None:
            self.trouble = Refused("empty")
        return 0

    def close(self) -> None:
        """Nothing is open."""

    def as_whole_file(self) -> WholeFile:
        """Return it as the verbs take it."""
        return WholeFile(self.token, self.size, self._digest.digest(), tuple(self.pieces))

    def forget(self) -> None:
        """Delete the pieces that no row points at."""
        for _, _, key in self.pieces:
            tools().private.delete(key)
        self.pieces.clear()

    def _begins_like_a_photo(self) -> bool:
        """Whether it may be one. What is none for sure is said in this answer, and not counted."""
        try:
            require_kind(bytes(self._buffer[:PIECE_BYTES]))
        except Refused as refusal:
            self._refuse(refusal)
        return self.trouble is None

    def _refuse(self, trouble: GalleryError) -> None:
        """Keep nothing of this file; the others of the form are kept."""
        self.trouble = trouble
        self._buffer.clear()
        self.forget()

    def _store_piece(self) -> None:
        """Store a piece of the buffer, durable when this returns."""
        if not self.pieces and not self._begins_like_a_photo():
            return
        piece, offset = bytes(self._buffer[:PIECE_BYTES]), sum(size for _, size, _ in self.pieces)
        key = new_piece_key(self.token, offset=offset, tools=tools())
        tools().private.put(key, piece)
        self.pieces.append((offset, len(piece), key))
        del self._buffer[:PIECE_BYTES]


class IncomingForm:
    """A form whose files lie in the store already."""

    def __init__(self, words: MultiDict[str, str], photos: list[IncomingPhoto]) -> None:
        self.words = words
        self.photos = [photo for photo in photos if photo.is_chosen]
        self.is_taken = False

    @property
    def whole_photos(self) -> list[IncomingPhoto]:
        """The photos that lie in the store from their first byte to their last."""
        return [photo for photo in self.photos if photo.trouble is None]

    def take_photos(self) -> list[IncomingPhoto]:
        """Hand out the whole photos. From now on only the sweeper deletes what no row points at:
        whether a unit of work was committed is not always known here.
        """
        self.is_taken = True
        return self.whole_photos


@contextmanager
def incoming_form() -> Iterator[IncomingForm]:
    """Parse the form of this request; whatever is not taken is deleted at the end."""
    photos: list[IncomingPhoto] = []
    form = None
    try:
        form = IncomingForm(_parse(photos), photos)
        yield form
    finally:
        if form is None or not form.is_taken:
            for photo in photos:
                photo.forget()


def _parse(photos: list[IncomingPhoto]) -> MultiDict[str, str]:
    """Read the form; its files go to ``photos``. Raise BadInput when it is no form or was cut."""

    def open_photo(
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        before = sum(photo.is_chosen for photo in photos)
        photos.append(IncomingPhoto(name=filename or "", number=before + 1))
        return cast(IO[bytes], photos[-1])

    is_multipart = request.mimetype == "multipart/form-data"
    settings = tools().settings
    room = settings.max_photos * settings.max_photo_bytes if is_multipart else 0
    parser = FormDataParser(
        stream_factory=open_photo,
        max_form_memory_size=LONGEST_FIELD,
        max_content_length=room + WORDS,
        max_form_parts=MOST_PARTS,
        silent=False,
    )
    try:
        return parser.parse_from_environ(request.environ)[1]
    except (ValueError, OSError, ClientDisconnected) as error:
        raise BadInput("form-cut") from error
