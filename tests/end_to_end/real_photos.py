"""Real photos through the whole gallery, by tus-js-client and forms; nothing may be unexplained.

``python -m tests.end_to_end.real_photos`` sends all of ../shared/photos/files (SQLite and folders)
and prints what became of them; the test takes every twelfth, on both set-ups.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.models import Photo, Stage
from tests.end_to_end.way import (
    SentPhoto,
    begin,
    decide,
    finish_submission,
    media_of,
    read_receipt,
    send_by_tus,
    shows_photo,
    sign_up_moderator,
)
from tests.person import Person
from tests.programs import program
from tests.running import Running, running_gallery
from tests.servers import free_port
from tests.shared import SHARED

MOST = 50  # photos in a submission
EVERY_TENTH = 10  # is rejected
PUBLISHED, NOT_PUBLISHED, WITHDRAWN = "Published", "Not published", "Withdrawn"

#: All that exiftool may find in a published file: what any JPEG or AVIF needs to be shown.
ALLOWED = {
    "ExifTool": {"ExifToolVersion"},
    "System": {"FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate",
               "FileInodeChangeDate", "FilePermissions"},
    "File": {"FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight",
             "EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling"},
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "QuickTime": {"MajorBrand", "MinorVersion", "CompatibleBrands", "HandlerType",
                  "PrimaryItemReference", "MetaImageSize", "AV1ConfigurationVersion",
                  "ChromaFormat", "ChromaSamplePosition", "ImageSpatialExtent", "ImagePixelDepth",
                  "SeqProfile", "SeqLevelIdx0", "SeqTier0", "HighBitDepth", "TwelveBit",
                  "InitialDelaySamples", "ColorProfiles", "ColorPrimaries",
                  "TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag",
                  "MediaDataSize", "MediaDataOffset", "MediaData"},
    "Meta": {"PrimaryItemReference"},
    "Composite": {"ImageSize", "Megapixels"},
}  # fmt: skip


@dataclass
class Account:
    """What became of everything that was sent."""

    sent: int = 0
    refused_at_the_door: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    files: int = 0
    foreign_tags: Counter[str] = field(default_factory=Counter)

    @property
    def unexplained(self) -> int:
        """How many photos are neither published nor answered with words."""
        explained = sum(self.ends[end] for end in (PUBLISHED, NOT_PUBLISHED, WITHDRAWN))
        return self.sent - self.refused_at_the_door.total() - explained


def real_files() -> list[Path]:
    """Return the real photos beside the project."""
    return sorted(path for path in (SHARED / "photos" / "files").rglob("*") if path.is_file())


def walk_all(gallery: Running, files: Sequence[Path], *, folder: Path) -> Account:
    """Send files, decide, publish; account for each photo and look into every public file."""
    account = Account(sent=len(files))
    edition = _add_edition()
    codes = [_send(gallery, batch, account, edition=edition) for batch in _batches(files)]
    _wait_until_none(gallery, Stage.RECEIVED)
    _decide_all(gallery)
    _wait_until_none(gallery, Stage.APPROVED)
    receipts = [photo for code in codes if code for photo in read_receipt(gallery, code)]
    for photo in receipts:
        account.ends[photo.state] += 1
        if photo.state != PUBLISHED:
            account.words[photo.words] += 1
    _download(gallery, receipts, folder=folder)
    account.files, account.foreign_tags = look_for_tags(folder)
    return account


def look_for_tags(folder: Path) -> tuple[int, Counter[str]]:
    """Return how many files a folder has, and the tags that exiftool should not have found."""
    command = [program("exiftool"), "-j", "-G1", "-a", "-u", "-r", "-q", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    files = json.loads(done.stdout or "[]")
    return len(files), Counter(tag for file in files for tag in file if not _is_allowed(tag))


def _is_allowed(name: str) -> bool:
    """Whether a tag is one that any picture has."""
    group, _, tag = name.partition(":")
    return name == "SourceFile" or tag in ALLOWED.get(group, set())


def _add_edition() -> int:
    """Announce the edition that everything is filed under."""
    day = date(2012, 3, 24)
    with unit_of_work():
        return add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30))).id


def _send(gallery: Running, files: Sequence[Path], account: Account, *, edition: int) -> str | None:
    """Send one submission; return its receipt code, or none when nothing of it was a photo."""
    person = Person(gallery.address)
    page = person.get("/add/")
    draft = page.form("/add/").fields["draft"]
    account.refused_at_the_door.update(send_by_tus(gallery, files, draft=draft))
    return finish_submission(page, person, city="Vilnius", edition_id=str(edition))


def _decide_all(gallery: Running) -> None:
    """Let a moderator approve nine of ten photos, and reject the tenth."""
    moderator = sign_up_moderator(gallery)
    page, number = begin(moderator), 0
    while shows_photo(page):
        number += 1
        if number % EVERY_TENTH == 0:
            page = decide(moderator, page, "reject", reason="too-blurred")
        else:
            page = decide(moderator, page, "approve")


def _download(gallery: Running, photos: Sequence[SentPhoto], *, folder: Path) -> None:
    """Fetch every public file of every published photo."""
    visitor = Person(gallery.address)
    for url in filter(None, (photo.url for photo in photos)):
        for path in media_of(visitor.get(url)):
            answer = visitor.get(path)
            assert answer.status == 200, path
            (folder / path.strip("/").replace("/", "_")).write_bytes(answer.body)


def _wait_until_none(gallery: Running, stage: Stage) -> None:
    """Wait until the worker has done what it owes."""
    wanted = select(func.count(Photo.id)).where(Photo.stage == stage)
    if not gallery.until(lambda: db.session.scalar(wanted) == 0, seconds=900):
        raise AssertionError(f"still {stage}")


def _batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Cut into submissions."""
    for start in range(0, len(files), MOST):
        yield files[start : start + MOST]


def main() -> int:
    """Send all, print the account; 1 when something is unexplained."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as public:
        settings = Settings(data_dir=Path(data), port=free_port(), undo_seconds=1, workers=2)
        begun = time.monotonic()
        with running_gallery(settings) as gallery:
            account = walk_all(gallery, real_files(), folder=Path(public))
    print(f"{account.sent} files in {time.monotonic() - begun:.0f} s")
    print("refused at the door:", dict(account.refused_at_the_door))
    print("ended:", dict(account.ends))
    for words, count in account.words.most_common():
        print(f"  {count:4} {words}")
    print(f"{account.files} public files, tags outside the list: {dict(account.foreign_tags)}")
    print("unexplained:", account.unexplained)
    return 1 if account.unexplained or account.foreign_tags else 0


if __name__ == "__main__":
    sys.exit(main())
