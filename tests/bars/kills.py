"""Processes die at random and at every step: ``python -m tests.bars.kills [--kills 500]``.

Three senders send all the time while the web server, a worker, the dark room, their parents or all
of them at once are killed, or the next process that reaches a step dies there. In the end every
photo that was acknowledged is to be there once, whole, and to be published once.
"""

import random
import signal
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from threading import Event, Thread

from gallery.fail_points import STEPS
from gallery.models import Stage
from tests.bars.faults import a_stand
from tests.catalogues import compile_catalogues
from tests.faults.judging import approve, require_public, require_whole, wait_for_stage
from tests.faults.sending import Sender
from tests.faults.stands import SETUPS, Stand, tell
from tests.pictures import make_photo
from tests.running import below

SENDERS, EACH = 3, 30  # photos of one submission
PAUSE = (0.2, 1.6)  # seconds between two kills
SELDOM = 8.0  # seconds between two kills of a parent: ``gallery serve`` gives up at ten a minute


class Killer:
    """Kills, and counts whom."""

    def __init__(self, stand: Stand, dice: random.Random) -> None:
        self.stand, self.dice = stand, dice
        self.killed: Counter[str] = Counter()
        self.rested_until = 0.0
        self.armed: set[str] = set()

    def kill(self) -> None:
        """Kill somebody, or let somebody die at a step."""
        for step in [step for step in self.armed if self.stand.has_died(step)]:
            self.armed.remove(step)
            self.killed[step] += 1
        steps = set(self._steps()) - self.armed
        if steps and self.dice.random() < 0.6:
            step = self.dice.choice(sorted(steps, key=lambda step: self.killed[step])[:4])
            self.stand.arm(step)
            self.armed.add(step)
            return
        kinds = [self._web_child, self._worker_child, self._dark_room]
        if time.monotonic() > self.rested_until:
            kinds += [self._parent, self._everybody]
        self.dice.choice(kinds)()

    def _steps(self) -> list[str]:
        is_folder = self.stand.setup == "folders"
        ours = ("put-written", "put-synced", "put-named"), ("put-sent", "put-compared")
        left = {*ours[is_folder], "erase-claimed", "erase-erased"}  # nothing is erased here
        return [step for step in STEPS if step not in left]

    def _web_child(self) -> None:
        self._end("web server", self._lowest("gunicorn"))

    def _worker_child(self) -> None:
        self._end("worker", self._lowest("gallery", "worker"))

    def _dark_room(self) -> None:
        self._end("dark room", self.stand.gallery.children("gallery.images.darkroom_server"))

    def _parent(self) -> None:
        self._rest()
        words = self.dice.choice([("gunicorn",), ("gallery", "worker")])
        self._end("parent", self.stand.gallery.children(*words)[:1])

    def _everybody(self) -> None:
        self._rest(times=2)
        self._end("all", list(below(self.stand.gallery.process.pid)))

    def _rest(self, times: int = 1) -> None:
        self.rested_until = time.monotonic() + SELDOM * times

    def _lowest(self, *words: str) -> list[int]:
        """The children of the processes with these words."""
        return self.stand.gallery.children(*words)[1:]

    def _end(self, kind: str, numbers: list[int]) -> None:
        tell(numbers, signal.SIGKILL)
        self.killed[kind] += bool(numbers)


def send_on(stand: Stand, senders: list[Sender], is_over: Event, failed: list[str]) -> None:
    """Send submissions until it is over, and approve them."""
    with stand.gallery.app.app_context():
        while not is_over.is_set():
            sender = Sender(stand)
            senders.append(sender)
            try:
                for _ in range(EACH):
                    if not is_over.is_set():
                        sender.send(make_photo(size=(640, 480)))
                wait_for_stage(sender, Stage.WAITING)
                require_whole(sender)
                sender.finish_submission()
                approve(sender)
            except AssertionError as error:
                failed.append(f"{len(sender.photos)} photos: {error}"[:400])


def run(stand: Stand, kills: int, dice: random.Random) -> list[str]:
    """Kill so often while photos are sent; return what is not well."""
    senders: list[Sender] = []
    failed: list[str] = []
    is_over, killer = Event(), Killer(stand, dice)
    said = (stand, senders, is_over, failed)
    lines = [Thread(target=send_on, args=said) for _ in range(SENDERS)]
    for line in lines:
        line.start()
    while killer.killed.total() < kills and not failed:
        time.sleep(dice.uniform(*PAUSE))
        killer.kill()
        print(f"\r{killer.killed.total()} of {kills}", end="", flush=True)
    is_over.set()
    for line in lines:
        line.join()
    begun = time.monotonic()
    failed += [said for sender in senders if not failed for said in _judge(sender)]
    print(f"\n{dict(killer.killed)}")
    count = sum(len(sender.photos) for sender in senders)
    print(f"{count} photos acknowledged, all public {time.monotonic() - begun:.0f} s later")
    return failed


def _judge(sender: Sender) -> list[str]:
    """Return what is not well with a submission."""
    try:
        require_public(sender)
    except AssertionError as error:
        return [f"{len(sender.photos)} photos: {error}"[:400]]
    return []


def main() -> int:
    """Print the figures; 1 when a photo was lost, doubled or stuck."""
    parser = ArgumentParser()
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--setup", choices=SETUPS, default="folders")
    parser.add_argument("--seed", type=int, default=7)
    said = parser.parse_args()
    compile_catalogues()
    with a_stand(said.setup) as stand:
        failed = run(stand, said.kills, random.Random(said.seed))
    print("\n".join(failed) or "0 lost, 0 doubled, 0 stuck")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
