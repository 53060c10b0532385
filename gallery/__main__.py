"""``python -m gallery`` is ``gallery``."""

import sys

from gallery.cli import main

sys.exit(main())
