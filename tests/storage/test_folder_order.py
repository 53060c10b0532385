"""The order of what a folder store asks of the disk: an acknowledgement comes after the syncs.

strace watches a writer of its own; the same watch finds each sync that is left out on purpose.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import ROOT

pytestmark = [
    pytest.mark.contract,
    pytest.mark.skipif(shutil.which("strace") is None, reason="apt-get install strace"),
]
WRITER = """
import os, sys
from pathlib import Path
from gallery.storage import folder

{fault}
store = folder.FolderStore(Path(sys.argv[1]))
store.put("parts/new/piece", b"photo")
os.write(1, b"acknowledged")
store.delete("parts/new/piece")
os.write(1, b"deleted")
"""
CALL = re.compile(r"^\S*\s*(\w+)\((.*)\)\s+= (-?\d+)")


def watch(root: Path, *, fault: str = "") -> list[str]:
    """Return what a writer asks of the disk, in order: each call with the names it is about."""
    log = root.parent / "trace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,mkdir,unlink,rmdir,write"
    strace = ["strace", "-f", "-y", "-s", "64", "-e", calls, "-o", str(log)]
    writer = [sys.executable, "-c", WRITER.format(fault=fault), str(root)]
    subprocess.run([*strace, *writer], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found = [CALL.match(line) for line in log.read_text().splitlines()]
    return [
        f"{call[1]} {call[2]}".replace(str(root), "ROOT")
        for call in found
        if call and call[3] >= "0"
    ]


def first(calls: list[str], pattern: str, *, after: int = -1) -> int:
    """Return where a call comes first after another; fail where it does not come."""
    for number in range(after + 1, len(calls)):
        if re.search(pattern, calls[number]):
            return number
    raise AssertionError(f"no {pattern!r} after call {after} of {calls}")


def check_put(calls: list[str]) -> None:
    """Hold the calls against the order that survives a power cut."""
    acknowledged = first(calls, r'^write .*"acknowledged"')
    synced = first(calls, r"^fsync \d+<ROOT/\.drafts/\w+>")
    renamed = first(calls, r'^rename.*"ROOT/parts/new/piece"', after=synced)
    for folder in ("ROOT/parts/new", "ROOT/parts", "ROOT"):
        made_known = first(calls, rf"^fsync \d+<{folder}>", after=renamed)
        assert made_known < acknowledged, folder


def check_delete(calls: list[str]) -> None:
    """Hold the calls against the order that no power cut turns back."""
    unlinked = first(calls, r'^unlink "ROOT/parts/new/piece"')
    gone = first(calls, r'^rmdir "ROOT/parts"', after=unlinked)
    assert first(calls, r"^fsync \d+<ROOT>", after=gone) < first(calls, r'^write .*"deleted"')


def test_an_object_is_synced_then_named_and_its_name_synced_before_it_counts(
    disk_path: Path,
) -> None:
    check_put(watch(disk_path / "store"))


def test_a_deletion_is_on_the_disk_before_it_counts(disk_path: Path) -> None:
    check_delete(watch(disk_path / "store"))


@pytest.mark.parametrize(
    "fault",
    [
        "os.fsync = lambda handle: None",
        "folder._sync_folder = lambda path: None",
        "real = os.fsync\n"
        "os.fsync = lambda handle: os.path.isdir(f'/proc/self/fd/{handle}') and real(handle)",
    ],
    ids=["nothing is synced", "no folder is synced", "no file is synced"],
)
def test_the_watch_finds_a_sync_that_is_left_out(disk_path: Path, fault: str) -> None:
    calls = watch(disk_path / "store", fault=fault)

    with pytest.raises(AssertionError):
        check_put(calls)
