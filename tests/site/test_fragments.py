"""What pages share is made once and stands on each as if it had been made for it alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.instance import ROOT

# Every fragment is made anew at each place that shows one: what a page says would differ where `kept` names too little.
ALONE = """
import itertools, json, sys
from pelican import main
from plugins.site.fragment import Fragments
keep, number = Fragments.keep, itertools.count()
Fragments.keep = lambda self, *values, caller: keep(self, *values, next(number), caller=caller)
main([*sys.argv[1:3], "-o", sys.argv[3], "-e", f"CACHE_PATH={json.dumps(sys.argv[4])}"])
"""


@pytest.mark.slow
def test_a_shared_fragment_names_everything_that_it_depends_on(site: Path, instance_root: Path, tmp_path: Path) -> None:
    output, cache = tmp_path / "output", tmp_path / "cache" / "pelican"
    command = [sys.executable, "-c", ALONE, str(instance_root / "content"), "--settings=pelicanconf.py", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    subprocess.run([*command, str(cache)], cwd=ROOT, env=environment, check=True, capture_output=True)
    pages = sorted(path.relative_to(output) for path in output.rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if (output / page).read_bytes() != (site / page).read_bytes()] == []
