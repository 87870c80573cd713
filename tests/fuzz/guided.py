"""Guided: one target under atheris (libFuzzer), which sees what code is reached; started by ``tests.fuzz.run``."""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found]  # installed by `make fuzz` only

with atheris.instrument_imports(include=["scripts.intake", "scripts.model", "tomllib"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
