"""The manual of the settings: one typed line each, with its default and a sentence.

Settings come from the environment as ``GALLERY_<NAME>`` (``PORT`` alone has its usual name).
An unknown or malformed one stops the start with its name.
"""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, get_type_hints

from gallery.errors import BadSetting

PREFIX = "GALLERY_"
YES, NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True)
class Settings:
    """All that an operator may choose. The defaults run the whole gallery on one machine."""

    data_dir: Annotated[Path, "Folder for everything that is kept here."] = Path("data")
    host: Annotated[str, "Address the web server listens on."] = "127.0.0.1"
    port: Annotated[int, "Port the web server listens on; read from PORT too."] = 8000
    site_url: Annotated[
        str, "Public address of the site, e.g. https://example.org; empty: the address asked for."
    ] = ""
    proxies: Annotated[int, "Number of trusted proxies in front (X-Forwarded-*)."] = 0
    database_url: Annotated[str, "Database; empty: SQLite in the data folder."] = ""
    storage_url: Annotated[
        str,
        "Private store; empty: a folder in the data folder; or s3://bucket/prefix?endpoint_url=…",
    ] = ""
    public_storage_url: Annotated[
        str, "Public store; empty: a folder in the data folder; or s3://…"
    ] = ""
    media_url: Annotated[
        str, "Address that serves the public store directly, e.g. a CDN; empty: this site."
    ] = ""
    purge_command: Annotated[
        str,
        "Command that tells caches in front what to forget: addresses on its input; empty: none.",
    ] = ""
    queue_url: Annotated[str, "Queue; empty: SQLite in the data folder; or redis://…"] = ""
    limits_url: Annotated[str, "Where rate limits are counted: memory:// or redis://…"] = (
        "memory://"
    )
    pages_url: Annotated[
        str,
        "Where machines share the pages they drew, redis://…; empty: each process keeps its own.",
    ] = ""
    mail_url: Annotated[
        str,
        "Mail server, smtps://name:password@host, smtp+starttls://… or smtp://…; "
        "empty: no e-mail is asked for.",
    ] = ""
    mail_from: Annotated[str, "Address that messages come from; needed with a mail server."] = ""
    digest_hours: Annotated[
        int,
        "Hours that a photo or a report may wait until moderators are told by e-mail, once a day "
        "at most; 0: never.",
    ] = 24
    secret: Annotated[str, "Root secret; empty: made once and kept in the data folder."] = ""
    originals_recipient: Annotated[
        str,
        "Public age key (age1…) that originals are sealed to once published; empty: not sealed.",
    ] = ""
    web_processes: Annotated[int, "Processes of the web server, each with its threads."] = 1
    backup_recipient: Annotated[
        str, "Public age key (age1…) that backups are sealed to; empty: they are not sealed."
    ] = ""
    erased_file: Annotated[
        str,
        "File on another disk to which the names of erased photos are added, for gallery restore; "
        "empty: erased.txt in the data folder.",
    ] = ""
    web_threads: Annotated[int, "Threads of a process of the web server."] = 16
    upload_slots: Annotated[int, "Uploads taken at the same time; fewer than the threads."] = 10
    uploads_per_second: Annotated[
        int, "Photos that may begin to be sent in a second, of all senders of a web server."
    ] = 20
    min_free_mb: Annotated[
        int, "Room on the disk, in MB of 1,048,576 bytes, below which no photos are taken."
    ] = 500
    max_backlog: Annotated[
        int, "Photos that may wait for a worker before no more are taken; 0: any number."
    ] = 100_000
    workers: Annotated[int, "Processes that examine and publish photos."] = 1
    require_sandbox: Annotated[
        bool, "Refuse to start where photos cannot be read in a closed sandbox."
    ] = False
    suggest_heads: Annotated[
        bool, "Look for heads to be covered, where the extra “faces” is installed."
    ] = True
    embed_ancestors: Annotated[str, "Sites that may show our frames, as in frame-ancestors."] = "*"
    calls_per_minute: Annotated[
        int, "What programs of partners may ask of the API in a minute, from an address."
    ] = 300
    log: Annotated[
        str,
        "How the log is written: json, or text for your own eyes (it tells errors in full); "
        "empty: text on a terminal, else json.",
    ] = ""
    log_requests: Annotated[
        bool, "Write a line for each request: its route, status and duration, never who asked."
    ] = False
    metrics_token: Annotated[
        str,
        "What a program must say to read /metrics (Authorization: Bearer …); empty: only this "
        "machine may ask, where nothing is public yet.",
    ] = ""
    fail_at: Annotated[
        str, "For tests: steps at which processes kill themselves once (gallery/fail_points.py)."
    ] = ""
    undo_seconds: Annotated[
        int, "Seconds in which a decision can be undone before anything is public."
    ] = 10
    webhooks: Annotated[
        bool,
        "Tell partners who ask what was published and removed; else this makes no request at all.",
    ] = False
    languages: Annotated[
        str, "Languages of the pages, by their codes; leave out those that you do not want."
    ] = "en be ru uk pl lt de fr it es pt"
    max_photo_mb: Annotated[int, "Largest photo taken, in MB of 1,048,576 bytes."] = 50
    max_photos: Annotated[int, "Most photos in one submission."] = 50

    @property
    def folder(self) -> Path:
        """The data folder, absolute."""
        return self.data_dir.absolute()

    @property
    def address(self) -> str:
        """Where people find this site, without a slash at its end."""
        return (self.site_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """The database's URL for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.folder / 'gallery.sqlite'}"

    @property
    def private_store(self) -> str:
        """The private store's URL."""
        return self.storage_url or f"folder:{self.folder / 'private'}"

    @property
    def public_store(self) -> str:
        """The public store's URL."""
        return self.public_storage_url or f"folder:{self.folder / 'public'}"

    @property
    def queue(self) -> str:
        """The queue's URL."""
        return self.queue_url or f"sqlite:///{self.folder / 'queue.sqlite'}"

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the pages."""
        return tuple(self.languages.split())

    @property
    def cities_file(self) -> Path:
        """Where the built gazetteer lies."""
        return self.folder / "cities.db"

    @property
    def max_photo_bytes(self) -> int:
        """Largest photo taken, in bytes."""
        return self.max_photo_mb * 1_048_576


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment; raise BadSetting for an unknown or malformed one."""
    said = os.environ if environment is None else environment
    known = {PREFIX + each.name.upper(): each for each in fields(Settings)}
    for name in said:
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting("unknown-setting", setting=name)
    chosen = {
        each.name: _value(name, said[name], each.default)
        for name, each in known.items()
        if name in said
    }
    if "PORT" in said and "port" not in chosen:
        chosen["port"] = _value("PORT", said["PORT"], 8000)
    return _checked(Settings(**chosen))  # type: ignore[arg-type]


def explain_settings() -> dict[str, str]:
    """Return the sentence of each setting by its name in the environment."""
    hints = get_type_hints(Settings, include_extras=True)
    return {
        PREFIX + each.name.upper(): hints[each.name].__metadata__[0] for each in fields(Settings)
    }


def _value(name: str, text: str, default: object) -> object:
    """Turn a text into the type of the default."""
    try:
        if isinstance(default, bool):
            return _truth(text)
        return type(default)(text)  # type: ignore[call-arg]
    except ValueError as error:
        raise BadSetting("bad-setting", setting=name) from error


def _truth(text: str) -> bool:
    """Read yes or no; anything else is a ValueError."""
    if text.lower() not in YES + NO:
        raise ValueError(text)
    return text.lower() in YES


def _require_some(settings: Settings, *names: str) -> None:
    """Refuse numbers that let nobody in."""
    for name in names:
        if getattr(settings, name) < 1:
            raise BadSetting("bad-setting", setting=f"GALLERY_{name.upper()}")


def _checked(settings: Settings) -> Settings:
    """Refuse values that cannot work together."""
    if not 1 <= settings.upload_slots < settings.web_threads:
        raise BadSetting(
            "slots-and-threads",
            setting="GALLERY_UPLOAD_SLOTS",
            slots=settings.upload_slots,
            threads=settings.web_threads,
        )
    if settings.mail_url and "@" not in settings.mail_from:
        raise BadSetting("bad-setting", setting="GALLERY_MAIL_FROM")
    _require_some(settings, "web_processes", "uploads_per_second", "calls_per_minute")
    if settings.log not in ("", "json", "text"):
        raise BadSetting("bad-setting", setting="GALLERY_LOG")
    if not _is_command(settings.purge_command):
        raise BadSetting("bad-setting", setting="GALLERY_PURGE_COMMAND")
    if settings.digest_hours < 0:
        raise BadSetting("bad-setting", setting="GALLERY_DIGEST_HOURS")
    if not 0 <= settings.port <= 65535:
        raise BadSetting("bad-setting", setting="PORT")
    if not {"en"} <= set(settings.spoken) <= set(Settings().spoken):
        raise BadSetting("bad-setting", setting="GALLERY_LANGUAGES")
    return settings


def _is_command(text: str) -> bool:
    """Whether a command can be read: every quotation mark has its other one."""
    try:
        shlex.split(text)
    except ValueError:
        return False
    return True
