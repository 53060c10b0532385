"""What somebody might do wrong in our code one day: each is planted into one module."""

from collections.abc import Callable
from datetime import timedelta
from threading import Timer
from types import ModuleType
from typing import Any

Plant = Callable[[ModuleType], None]


def never_remind(sweep: Any) -> None:
    """What is owed is never sent again."""
    sweep.send_again = lambda **_: 0


def hold_for_ever(claiming: Any) -> None:
    """A lease of a dead worker never ends."""
    claiming.LEASE = timedelta(days=1)
    claiming.release_claims = lambda **_: None


def let_everybody_record(claiming: Any) -> None:
    """Nobody looks whether somebody else has the photo."""
    claiming.is_free = lambda _now: claiming.Photo.id.is_not(None)
    claiming.claimed_photo = lambda photo_id, **_: claiming.db.session.get(claiming.Photo, photo_id)


def believe_the_store(s3: Any) -> None:
    """What a store keeps is not compared."""
    s3._digest_of = lambda _stream: b""


def swallow_errors(s3: Any) -> None:
    """A store's errors are taken for success."""
    put = s3.S3Store.put

    def put_somehow(self: Any, key: str, body: Any, **said: Any) -> Any:
        try:
            return put(self, key, body, **said)
        except (s3.StoreUnavailable, s3.StoreFull):
            return None

    s3.S3Store.put = put_somehow


def refuse_when_unavailable(examine: Any) -> None:
    """A photo is refused when a neighbour is down."""
    look_at = examine.look_at

    def look_or_refuse(work: Any, *, tools: Any) -> Any:
        try:
            return look_at(work, tools=tools)
        except Exception:
            return examine.Look(1, "", "unreadable", None, None)

    examine.look_at = look_or_refuse


def move_without_comparing(receive: Any) -> None:
    """An upload's offset moves, wherever it stands."""
    change_rows = receive.change_rows

    def change_somehow(statement: Any) -> int:
        statement._where_criteria = statement._where_criteria[:1]
        return int(change_rows(statement))

    receive.change_rows = change_somehow


def delete_early(examine: Any) -> None:
    """The pieces of a photo are deleted before its row says where it lies."""
    look_at = examine.look_at

    def look_and_delete(work: Any, *, tools: Any) -> Any:
        look = look_at(work, tools=tools)
        for key in work.keys:
            tools.private.delete(key)
        return look

    examine.look_at = look_and_delete


def take_half_for_whole(bodies: Any) -> None:
    """What came of a cut body counts as all of it."""
    store_body = bodies.store_body

    def store_and_boast(token: str, **said: Any) -> list[Any]:
        pieces = store_body(token, **said)
        if pieces and bodies._is_cut(sum(size for _, size, _ in pieces)):
            offset, _, key = pieces[-1]
            pieces[-1] = (offset, bodies.request.content_length - offset, key)
        return list(pieces)

    bodies.store_body = store_and_boast


def keep_pieces_later(folder: Any) -> None:
    """Pieces are written when there is time: after they were acknowledged."""
    put = folder.FolderStore.put

    def put_later(self: Any, key: str, body: Any, **said: Any) -> Any:
        if not key.startswith("parts/"):
            return put(self, key, body, **said)
        Timer(1, put, (self, key, body), said).start()
        return None

    folder.FolderStore.put = put_later


def sync_nothing(folder: Any) -> None:
    """The disk is never waited for."""
    folder.os.fsync = lambda _handle: None


def call_busy_a_bug(ground: Any) -> None:
    """A database that is busy or gone is nobody's fault, and no reason to try again."""
    ground.is_passing = lambda _error: False


#: The module that a fault is planted into, and what does it.
PLANTS: dict[str, tuple[str, Plant]] = {
    "never remind": ("gallery.journey.sweep", never_remind),
    "hold for ever": ("gallery.journey.claiming", hold_for_ever),
    "let everybody record": ("gallery.journey.claiming", let_everybody_record),
    "believe the store": ("gallery.storage.s3", believe_the_store),
    "swallow errors": ("gallery.storage.s3", swallow_errors),
    "refuse when unavailable": ("gallery.journey.examine", refuse_when_unavailable),
    "move without comparing": ("gallery.journey.receive", move_without_comparing),
    "delete early": ("gallery.journey.examine", delete_early),
    "take half for whole": ("gallery.web.uploads.bodies", take_half_for_whole),
    "keep pieces later": ("gallery.storage.folder", keep_pieces_later),
    "sync nothing": ("gallery.storage.folder", sync_nothing),
    "call busy a bug": ("gallery.db", call_busy_a_bug),
}
