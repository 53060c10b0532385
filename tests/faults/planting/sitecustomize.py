"""Read by every Python whose PYTHONPATH leads here: plants the fault that PLANTED_FAULT names.

The module it is about is changed as soon as it is there, before anybody takes something from it.
"""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType

from faults_of_ours import PLANTS


class Planter(MetaPathFinder):
    """Waits for a module, and changes it."""

    def __init__(self, name: str) -> None:
        self.module, self.plant = PLANTS[name]

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Load the module as ever, and then change it."""
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_plant(module: ModuleType) -> None:
            load(module)
            self.plant(module)

        spec.loader.exec_module = load_and_plant  # type: ignore[method-assign]
        return spec


if os.environ.get("PLANTED_FAULT"):
    sys.meta_path.insert(0, Planter(os.environ["PLANTED_FAULT"]))
