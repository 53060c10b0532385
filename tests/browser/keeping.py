"""What a browser keeps of a page: looking into its queue, and waiting for it."""

import re

from playwright.sync_api import Page

from tests.browser.sending import (
    wait_until,
)

PIECES = re.compile("/files/.+")
DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"


def kept(page: Page, count: int) -> None:
    """Wait until the browser keeps so many photos; looking for a queue shall not make one."""
    wait_until(
        page,
        """(count) => new Promise((resolve) => {
          const asked = indexedDB.open("queue");
          asked.onupgradeneeded = () => asked.transaction.abort();
          asked.onerror = () => resolve(false);
          asked.onsuccess = () => {
            const act = asked.result.transaction("photos");
            const all = act.objectStore("photos").count();
            act.oncomplete = () => (asked.result.close(), resolve(all.result === count));
          };
        })""",
        count,
    )
