"""One handler per task: claim in one unit, work outside any, write the result in another."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gallery.caches import front
from gallery.db import unit_of_work
from gallery.errors import DarkRoomKilled, Unavailable
from gallery.fail_points import reach
from gallery.journey import (
    claiming,
    erasures,
    examine,
    hide,
    mending,
    originals,
    publish,
    purging,
    settle,
    withdraw,
)
from gallery.logs import during
from gallery.toolbox import Toolbox
from uploads_worker.post import Post
from uploads_worker.sweeping import Sweeper

log = logging.getLogger(__name__)


class Tasks(Sweeper):
    """The tasks of one worker process."""

    def __init__(self, tools: Toolbox) -> None:
        super().__init__(tools)
        self.post = Post(tools)
        self.handlers: dict[str, Callable[[int], None]] = {
            "examine": self.examine,
            "replace": self.replace,
            "publish": self.publish,
            "settle": self.settle,
            "hide": self.hide,
            "erase": self.erase,
            "mend": self.mend,
            "purge": self.purge,
            "letter": self.post.letter,
            "alarm": self.post.alarm,
            "digest": self.post.digest,
            "remind": self.remind,
            "sweep": self.sweep,
        }

    def run(self, name: str, photo_id: int) -> None:
        """Run a task. What fails stays owed, and the sweeper sends it again."""
        with during(task=name, number=photo_id), self._measured(name):
            try:
                self.handlers[name](photo_id)
                self.tools.measures.happened(time.time(), "done", name)
            except Unavailable as error:
                self.tools.measures.count("trouble", name, "put-off")
                log.warning("%s of photo %s put off: %s", name, photo_id, error.key)
            except Exception:  # a task's outermost edge: the worker goes on with the next photo
                self.tools.measures.count("trouble", name, "failed")
                log.exception("%s of photo %s failed", name, photo_id)

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        """Measure how long a task takes."""
        began = time.perf_counter()
        yield
        self.tools.measures.time(time.perf_counter() - began, "task", name)

    def examine(self, photo_id: int) -> None:
        """Received → waiting or refused."""
        with unit_of_work():
            work = examine.claim(photo_id, tools=self.tools)
        if work is None:
            return
        reach("examine-claimed")
        with _given_back(work, "examine", tools=self.tools):
            try:
                look = examine.look_at(work, tools=self.tools)
            except Exception:
                examine.clear_away(work, recorded=False, tools=self.tools)
                raise
        with unit_of_work(self.tools.queue.send) as unit:
            recorded = examine.record(work, look, tools=self.tools, unit=unit)
            reach("examine-recorded")
        reach("examine-released")
        examine.clear_away(work, recorded=recorded, tools=self.tools)
        log.info("examined photo %s", photo_id)

    def replace(self, photo_id: int) -> None:
        """A small copy → its original; what differs waits for a moderator."""
        with unit_of_work():
            work = originals.claim(photo_id, tools=self.tools)
        if work is None:
            return
        recorded = False
        try:
            seen = originals.look_at(work, tools=self.tools)
            if not seen.is_same and seen.look.examination:
                with unit_of_work(self.tools.queue.send) as unit:
                    originals.take_down_copy(work, tools=self.tools, unit=unit)
                publish.erase_public(work.public_id, tools=self.tools)
            with unit_of_work(self.tools.queue.send) as unit:
                recorded = originals.record(work, seen, tools=self.tools, unit=unit)
        finally:
            self._clear_away(work, recorded=recorded)
        log.info("replaced the copy of photo %s", photo_id)

    def publish(self, photo_id: int) -> None:
        """Approved → published."""
        with unit_of_work():
            work = publish.claim(photo_id, tools=self.tools)
        if work is None:
            return
        reach("publish-claimed")
        with _given_back(work, "publish", tools=self.tools):
            try:
                developed = publish.develop(work, tools=self.tools)
            except Exception:
                publish.clear_away(work, published=False, tools=self.tools)
                raise
        with unit_of_work(self.tools.queue.send) as unit:
            published = publish.record(work, developed, tools=self.tools, unit=unit)
            reach("publish-recorded")
        reach("publish-released")
        publish.clear_away(work, published=published, tools=self.tools)
        log.info("published photo %s", photo_id)

    def settle(self, photo_id: int) -> None:
        """Erase an original that may not stay, or seal it."""
        with unit_of_work():
            work = settle.find(photo_id, tools=self.tools)
        if work is None:
            return
        sealed = settle.seal(work, tools=self.tools)
        with unit_of_work():
            settled = settle.record(work, sealed, tools=self.tools)
        settle.clear_away(work, settled=settled, tools=self.tools)
        log.info("settled the original of photo %s", photo_id)

    def hide(self, photo_id: int) -> None:
        """Remove the public files of a hidden photo."""
        with unit_of_work():
            hidden = hide.find_hidden(photo_id)
        if hidden is None:
            return
        public_id, token = hidden
        publish.erase_public(public_id, tools=self.tools, token=token)
        self._uncover(photo_id)
        with unit_of_work():
            hide.record_hidden(photo_id, token=token)

    def mend(self, photo_id: int) -> None:
        """Damaged files → made anew from the original, where that is whole."""
        with unit_of_work():
            work = mending.find(photo_id, tools=self.tools)
        if work is None:
            return
        made = mending.make_anew(work, tools=self.tools)
        with unit_of_work(self.tools.queue.send) as unit:
            former = mending.record(work, made, tools=self.tools, unit=unit)
        if former:
            publish.erase_private(former, tools=self.tools)
        log.info("mended the files of photo %s", photo_id)

    def erase(self, photo_id: int) -> None:
        """Withdrawn, or refused and rejected long ago → erased."""
        with unit_of_work():
            remains = withdraw.claim_remains(photo_id, tools=self.tools)
        if remains is None:
            return
        reach("erase-claimed")
        withdraw.erase_remains(remains, tools=self.tools)
        erasures.note(remains.public_id, tools=self.tools)
        reach("erase-erased")
        with unit_of_work():
            withdraw.record_erased(remains, tools=self.tools)
        log.info("erased photo %s", photo_id)

    def purge(self, _number: int = 0) -> None:
        """Let caches in front of us forget the photos that left the public."""
        with unit_of_work():
            work = purging.claim(tools=self.tools)
        if work is None:
            return
        is_told = front.tell(self.tools.settings.purge_command, work.addresses)
        with unit_of_work(self.tools.queue.send) as unit:
            record = purging.record_told if is_told else purging.record_failed
            record(work, tools=self.tools, unit=unit)
        for photo_id in work.photo_ids if is_told else ():
            log.info("caches in front were told of photo %s", photo_id)

    def resume(self) -> None:
        """Go on where killed workers stopped, when they were the only ones: at once."""
        with unit_of_work(self.tools.queue.send) as unit:
            claiming.release_claims(unit=unit)

    def _uncover(self, photo_id: int) -> None:
        """Let moderators see under the covers of a hidden photo."""
        with unit_of_work():
            work = hide.find_covered(photo_id, tools=self.tools)
        if work is None:
            return
        previews = hide.uncover(work, tools=self.tools)
        with unit_of_work():
            recorded = hide.record_uncovered(work, previews, tools=self.tools)
        left = work.former_key if recorded else work.preview_key
        if left:
            publish.erase_private(left, tools=self.tools)

    def _clear_away(self, work: originals.Work, *, recorded: bool) -> None:
        """Delete what a copy and its original have left."""
        with unit_of_work():
            keys, folders = originals.list_left(work, recorded=recorded)
        for key in keys:
            self.tools.private.delete(key)
        for folder in folders:
            publish.erase_private(folder, tools=self.tools)


@contextmanager
def _given_back(work: examine.Work | publish.Work, task: str, *, tools: Toolbox) -> Iterator[None]:
    """Give a photo back when a neighbour is down; a child that was killed is its own doing."""
    try:
        yield
    except Unavailable as error:
        is_counted = isinstance(error, DarkRoomKilled)
        with unit_of_work(tools.queue.send) as unit:
            claiming.give_back(
                work.photo_id, claim=work.claim, task=task, is_counted=is_counted, unit=unit
            )
        raise
