"""One build as ``portal build`` does it, by itself: ``INSTANCE OUTPUT CACHE``; prints seconds by phase."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scripts.build import Phases, build


def main(root: Path, output: Path, cache: Path) -> None:
    """Build and print."""
    phases = Phases()
    build(root, output, cache=cache, phases=phases)
    sys.stdout.write(json.dumps({name: round(taken, 3) for name, taken in phases.seconds.items()}, ensure_ascii=False))


# The build starts processes that read this module again.
if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
