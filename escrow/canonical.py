"""The one way to write a thing down as JSON, so that its hash is the same everywhere and for ever.

Needs neither Django nor the database: whoever checks a record of ours offline uses it too.
"""

from __future__ import annotations

import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Keys in their order, no space, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
