"""``python -m scripts``: the command line ``portal``."""

import io
import sys

from scripts.cli import main

if __name__ == "__main__":
    # A terminal of another encoding shows a question mark where it lacks a character, and the command goes on.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
