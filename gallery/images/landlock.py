"""Take a child of the dark room out of the world of files and sockets (Linux ≥ 5.13, landlock(7)).

A second wall behind seccomp: whatever call would get through, there is no file, no port, and no
other process that it could reach.
"""

import ctypes
import errno
import os
import platform
import struct
from functools import cache

# linux/landlock.h; the three calls have these numbers on every architecture.
CREATE_RULESET, RESTRICT_SELF, SHOW_VERSION = 444, 446, 1
SET_NO_NEW_PRIVILEGES = 38
#: How many rights over files each version of the interface knows; from 4 on two over TCP ports,
#: from 6 on two scopes (abstract sockets, signals).
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
FILE_RIGHTS_NOW = 16
WITH_PORTS, WITH_SCOPES = 4, 6
BOTH = 0b11


def version() -> int:
    """Return the version of Landlock in this kernel; 0 where there is none."""
    if platform.system() != "Linux":
        return 0
    return max(0, int(_libc().syscall(CREATE_RULESET, None, 0, SHOW_VERSION)))


def leave_world() -> None:
    """Give up every right that Landlock knows, for good; raise OSError where it cannot be."""
    known = version()
    if not known:
        raise OSError(errno.ENOSYS, "there is no Landlock here")
    rules = (1 << FILE_RIGHTS.get(known, FILE_RIGHTS_NOW)) - 1
    ports = BOTH if known >= WITH_PORTS else 0
    scopes = BOTH if known >= WITH_SCOPES else 0
    asked = struct.pack("QQQ", rules, ports, scopes)
    size = 24 if known >= WITH_SCOPES else 16 if known >= WITH_PORTS else 8
    libc = _libc()
    ruleset = libc.syscall(CREATE_RULESET, asked, size, 0)
    if ruleset < 0 or libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "Landlock has no rules")
    try:
        # No rule is added: what is handled and not allowed is denied.
        if libc.syscall(RESTRICT_SELF, ruleset, 0):
            raise OSError(ctypes.get_errno(), "Landlock does not close")
    finally:
        os.close(ruleset)


@cache
def _libc() -> ctypes.CDLL:
    """Return the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)
