"""``gallery serve``: prepare, then run web server, worker and webhooks as children until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from types import FrameType

from config import Settings
from gallery.accounts import has_organiser, invite_first_organiser
from gallery.commands.here import gallery_here
from gallery.commands.init import prepare
from gallery.commands.web import DRAINED, command_of
from gallery.db import unit_of_work
from gallery.errors import GalleryError
from gallery.toolbox import Toolbox

PATIENCE = DRAINED + 2  # seconds a child may take to finish what it does
READY = 20  # seconds the web server may take to answer
MOST_DEATHS = 10  # of children, in a minute
now = time.monotonic


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments; see the settings."""


def run(_arguments: Namespace) -> int:
    """Prepare this installation, start both children and watch them."""
    with gallery_here() as (app, tools):
        settings = tools.settings
        require_free_port(settings)
        prepare(app, tools=tools)
        sign_up = _sign_up_path(tools)
    children = Children(settings)
    children.start()
    try:
        _wait_until_answering(settings, children)
        _say_hello(settings, sign_up)
        return children.watch()
    finally:
        children.stop()


def require_free_port(settings: Settings) -> None:
    """Say in one sentence that the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise GalleryError(
                f"port {settings.port} is taken or not allowed ({error.strerror}); "
                "choose another with PORT=…"
            ) from error


class Children:
    """The web server, the worker and, where wanted, who tells partners."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.is_stopping = False

    def start(self) -> None:
        """Start both, and listen for a wish to stop."""
        for wish in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wish, self._wish_to_stop)
        for name in self._commands():
            self._start(name)

    def watch(self) -> int:
        """Wait for the wish to stop; start again what ended by itself, but not for ever."""
        deaths: list[float] = []
        while not self.is_stopping:
            for name in [name for name, child in self.running.items() if child.poll() is not None]:
                deaths = [*(death for death in deaths if now() - death < 60), now()]
                print(f"gallery: the {name} ended by itself; starting it again", file=sys.stderr)
                if len(deaths) > MOST_DEATHS:
                    print("gallery: it ends again and again, giving up", file=sys.stderr)
                    return 1
                self._start(name)
            time.sleep(0.2)
        return 0

    def stop(self) -> None:
        """Let both finish what they do; kill what does not."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        deadline = now() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(timeout=max(0.1, deadline - now()))
            except subprocess.TimeoutExpired:
                child.kill()

    def _start(self, name: str) -> None:
        """Start a child in a process group of its own.

        Ctrl-C reaches us alone, and what a killed child leaves behind ends with it.
        """
        if name in self.running:
            with suppress(ProcessLookupError):
                os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name] = subprocess.Popen(self._commands()[name], start_new_session=True)

    def _wish_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that somebody wants us to stop."""
        self.is_stopping = True

    def _commands(self) -> dict[str, list[str]]:
        """Return the command lines of the children."""
        ours = [sys.executable, "-m", "gallery"]
        children = {"web": command_of(self.settings), "worker": [*ours, "worker"]}
        if self.settings.webhooks:
            children["webhooks"] = [*ours, "webhooks"]
        return children


def _wait_until_answering(settings: Settings, children: Children) -> None:
    """Wait for the web server to listen."""
    deadline = now() + READY
    while now() < deadline and not children.is_stopping:
        with socket.socket() as probe:
            if probe.connect_ex((settings.host, settings.port)) == 0:
                return
        if children.running["web"].poll() is not None:
            raise GalleryError("the web server could not start; its reason stands above")
        time.sleep(0.05)


def _sign_up_path(tools: Toolbox) -> str | None:
    """Make a one-time sign-up link while nobody can run the campaign."""
    with unit_of_work():
        return None if has_organiser() else f"/sign-up/{invite_first_organiser(tools=tools)}"


def _say_hello(settings: Settings, sign_up: str | None) -> None:
    """Print the address and, at first, the way to the first account."""
    address = settings.address
    print(f"\n  Unsilenced is here:  {address}/", flush=True)
    if sign_up:
        print(f"  First organiser, sign up once:  {address}{sign_up}", flush=True)
    print("  Stop with Ctrl-C.\n", flush=True)
