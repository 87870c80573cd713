"""Pelican settings for the public address: as `pelicanconf.py`, into an empty output folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - Pelican reads settings as upper-case names of this module

DELETE_OUTPUT_DIRECTORY = True
