"""``gallery restore FROM``: make a gallery of a backup, where there is none."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from config import Settings, read_settings
from gallery.app import create_app
from gallery.backups import restoring
from gallery.backups.restoring import Done
from gallery.backups.shelf import About, Shelf
from gallery.commands.backup import store_at
from gallery.commands.here import build_gazetteer, gallery_here, writable
from gallery.commands.init import prepare
from gallery.commands.storage import headers_of
from gallery.db import db
from gallery.demo.progress import Progress
from gallery.errors import GalleryError
from gallery.journey.intact import File, digest_for, is_whole
from gallery.models import Photo
from gallery.sealing import Opener


def declare(parser: ArgumentParser) -> None:
    """Take where from, and what was erased since."""
    parser.add_argument("source", metavar="FROM", help="where gallery backup wrote to")
    parser.add_argument("--identity", type=Path, metavar="FILE", help="the key that opens it (age)")
    parser.add_argument("--at", default="", metavar="MOMENT", help="which backup; else the newest")
    parser.add_argument("--list", action="store_true", help="only list the backups that are there")
    parser.add_argument(
        "--erased",
        type=Path,
        metavar="FILE",
        help="names of photos that were erased since, see GALLERY_ERASED_FILE",
    )
    parser.add_argument("--only", metavar="KEY", help="bring back one file of a living gallery")


def run(arguments: Namespace) -> int:
    """Restore; 1 when a file is missing or not what was written."""
    opener = Opener(_lines(arguments.identity)) if arguments.identity else None
    shelf = Shelf(store_at(arguments.source), opener=opener)
    if arguments.list:
        print("\n".join(shelf.moments()) or "there is none")
        return 0
    if arguments.only:
        return bring_back(shelf, arguments.only)
    settings = writable(read_settings())
    about = shelf.find(arguments.at)
    restoring.begin(shelf, about, settings)
    erased = shelf.read_erased() | set(_lines(arguments.erased) if arguments.erased else ())
    done = _fill(shelf, about, settings, erased=erased)
    restoring.finish(settings)
    return _tell(done)


def bring_back(shelf: Shelf, key: str) -> int:
    """Put one file of a backup back into a living gallery, if it is what was written."""
    with gallery_here() as (_app, tools):
        is_public = key.startswith("media/")
        store = tools.public if is_public else tools.private
        photo = db.session.query(Photo).filter_by(public_id=f"{key}/".split("/")[1]).one_or_none()
        if photo is None:
            raise GalleryError("no photo of this gallery has this file")
        data = shelf.read_file(f"{'public' if is_public else 'private'}/{key}")
        if not is_whole(
            data, File(photo.id, key, store, key, digest_for(photo, key)), keys=tools.keys
        ):
            raise GalleryError("what the backup has is not what was written, either")
        store.put(key, data, **headers_of(key))
        print(f"photo {photo.id}: {key} is back")
    return 0


def _fill(shelf: Shelf, about: About, settings: Settings, *, erased: set[str]) -> Done:
    """Bring the schema up to date and fill the stores."""
    draft = restoring.place_for(settings)[0]
    build_gazetteer(settings)
    app = create_app(draft)
    with app.app_context():
        tools = app.extensions["toolbox"]
        prepare(app, tools=tools)
        done = restoring.fill(
            shelf,
            about,
            erased=erased,
            tools=tools,
            told=Progress(sys.stderr).say,
            headers=headers_of,
        )
        db.session.remove()
        restoring.close_database()
    return done


def _lines(path: Path) -> list[str]:
    """Read a file that was named."""
    try:
        return path.read_text().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GalleryError(f"{path} cannot be read") from error


def _tell(done: Done) -> int:
    """Say what was done, and what is missing."""
    about = done.about
    print(
        f"backup {about.moment}: {done.files:,} files are back and what they were, "
        f"{done.erased:,} photos that were erased since were erased again"
    )
    for word, keys in (("missing", done.missing), ("damaged", done.damaged)):
        for key in keys:
            print(f"{key} is {word} in the backup")
    print("now: gallery doctor, then start; pages that Redis keeps must go (README)")
    return 1 if done.missing or done.damaged else 0
