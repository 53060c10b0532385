"""What a receipt code opens, and what is left afterwards: ``python -m tests.bars.receipts``.

A running gallery is asked for 10,000 codes that nobody was given; a photo is published there and
withdrawn, and looked for everywhere until it is gone. Then 1,000 photos that know much are
withdrawn, and everything that a gallery keeps is searched for it.
"""

import http.client
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import unit_of_work
from gallery.errors import NotHere
from gallery.journey.withdraw import find_receipt
from gallery.models import Stage
from tests.bars.remnants import count_remnants
from tests.end_to_end.test_way import has_stage
from tests.end_to_end.way import begin, decide, finish_submission, media_of, sign_up_moderator
from tests.person import Person
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

GUESSES, TIMINGS, WITHDRAWALS = 10_000, 4000, 1000
MOST_SECONDS = 5.0
MOST_APART = 0.05  # of the time that finding a code takes
LISTS = (
    "/", "/2012/", "/2012-03/lt/vilnius/", "/2012/feed.atom", "/2012/feed.json", "/embed/2012/",
)  # fmt: skip


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=1)
        with running_gallery(settings) as gallery:
            is_gone, code = _measure_withdrawing(gallery)
            is_shut = _measure_guessing(gallery, code)
    is_clean = _measure_remnants()
    return int(not (is_gone and is_shut and is_clean))


def _measure_withdrawing(gallery: Running) -> tuple[bool, str]:
    """Print how soon a photo is gone; return whether soon enough, and its receipt code."""
    code, url = publish_photo(gallery)
    seen, stored = withdraw_and_wait(gallery, code, url)
    say(f"withdrawn: nobody sees it after {seen:.2f} s, no store has it after {stored:.2f} s")
    return max(seen, stored) <= MOST_SECONDS, code


def _measure_guessing(gallery: Running, code: str) -> bool:
    """Print what guessing brings; return whether it is nothing, and slowly."""
    apart = time_guesses(gallery, code)
    say(f"five right words and none: {apart:.1%} apart in time, medians of {TIMINGS:,}")
    statuses, waits = guess(gallery.address, GUESSES)
    say(f"{GUESSES:,} guesses: {dict(statuses)}, {waits:,} told when to come back")
    return apart <= MOST_APART and set(statuses) == {404, 429} and statuses[429] == waits


def _measure_remnants() -> bool:
    """Print what withdrawn photos leave; return whether it is nothing."""
    left = count_remnants(WITHDRAWALS)
    say(f"{WITHDRAWALS:,} withdrawals: {left.before:,} canaries before, {left.after} after,")
    say(f"{left.files} files left, columns that still know something: {left.columns or 'none'}")
    return left.before > WITHDRAWALS and (left.after, left.files, left.columns) == (0, 0, ())


def say(figures: str) -> None:
    """Print at once: the whole takes minutes."""
    print(figures, flush=True)


def guess(address: str, count: int) -> tuple[Counter[int], int]:
    """Try codes; return how often each status came, and how many were told when to come back."""
    line = http.client.HTTPConnection(address.removeprefix("http://"))
    statuses: Counter[int] = Counter()
    waits = 0
    for number in range(count):
        body = urlencode({"code": f"maple onion river stone lamp guess{number}"})
        line.request("POST", "/receipt/", body, {"Content-Type": FORM, "Accept": "text/html"})
        answer = line.getresponse()
        answer.read()
        statuses[answer.status] += 1
        waits += int(answer.headers.get("Retry-After", "0")) > 0
    line.close()
    return statuses, waits


FORM = "application/x-www-form-urlencoded"


def time_guesses(gallery: Running, code: str) -> float:
    """Return how far apart a code with five right words and a wholly wrong one are in time."""
    tools = gallery.app.extensions["toolbox"]
    near, far = f"{code.rpartition(' ')[0]} zzzz", "aaaa bbbb cccc dddd eeee zzzz"
    taken: dict[str, list[float]] = {near: [], far: []}
    for _ in range(TIMINGS):
        for text, times in taken.items():
            begun = time.perf_counter()
            try:
                find_receipt(text, tools=tools)
            except NotHere:
                times.append(time.perf_counter() - begun)
    medians = [statistics.median(times) for times in taken.values()]
    return abs(medians[0] - medians[1]) / max(medians)


def publish_photo(gallery: Running) -> tuple[str, str]:
    """Send a photo and publish it; return its receipt code and its address."""
    with unit_of_work():
        day = date(2012, 3, 24)
        add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
    person = Person(gallery.address)
    photo = make_photo(size=(1600, 1200), taken_at=datetime(2012, 3, 24, 15), place=(54.687, 25.28))
    form = person.send_files(person.get("/add/").form("/add/"), [("a.jpg", photo)])
    _require(gallery.until(lambda: has_stage(Stage.WAITING), seconds=60))
    code = finish_submission(form, person)
    moderator = sign_up_moderator(gallery)
    decide(moderator, begin(moderator), "approve")
    _require(gallery.until(lambda: has_stage(Stage.PUBLISHED), seconds=60))
    page = person.send(person.get("/receipt/").form("/receipt/"), code=code)
    return code, page.links("/photos/")[0]


def withdraw_and_wait(gallery: Running, code: str, url: str) -> tuple[float, float]:
    """Withdraw it; return after how many seconds nobody sees it, and no store has it."""
    person, tools = Person(gallery.address), gallery.app.extensions["toolbox"]
    public_id = url.rpartition("/")[2]
    files = media_of(person.get(url))
    shown = person.send(person.get("/receipt/").form("/receipt/"), code=code)

    def is_unseen() -> bool:
        gone = [person.get(each).status == 410 for each in (url, *files)]
        return all(gone) and not any(public_id in person.get(each).text for each in LISTS)

    _require(not is_unseen())
    begun = time.monotonic()
    person.send(shown.form("/receipt/withdraw"), photo=public_id)
    seen = _wait(is_unseen, begun)
    return seen, _wait(lambda: not [*tools.public.list(""), *tools.private.list("")], begun)


def _wait(is_so: Callable[[], bool], begun: float) -> float:
    """Return how long it took until something was so; at most a minute."""
    while not is_so() and time.monotonic() - begun < 60:
        time.sleep(0.05)
    return time.monotonic() - begun


def _require(*facts: bool) -> None:
    """Stop a bar that measures nothing."""
    if not all(facts):
        raise RuntimeError("the bar cannot be measured")


if __name__ == "__main__":
    sys.exit(main())
