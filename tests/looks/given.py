"""What a page is shown with."""

from collections.abc import Callable
from typing import Any

#: Forms need a request, so they are made when the page is shown.
Later = Callable[[], dict[str, Any]]
Page = tuple[str, dict[str, Any] | Later]
