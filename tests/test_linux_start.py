"""The entry of the frozen Linux program hands nothing of its launcher on to the programs it starts."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[1] / "installer/linux/start.py"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/opt/caseapp/_internal"}, {}),
        ({"LD_LIBRARY_PATH": "/opt/caseapp/_internal", "LD_LIBRARY_PATH_ORIG": ""}, {}),
        ({"LD_LIBRARY_PATH": "/opt/caseapp/_internal:/x", "LD_LIBRARY_PATH_ORIG": "/x"}, {"LD_LIBRARY_PATH": "/x"}),
        ({"_PYI_APPLICATION_HOME_DIR": "/opt/caseapp/_internal", "HOME": "/home/a"}, {"HOME": "/home/a"}),
        ({"PATH": "/usr/bin"}, {"PATH": "/usr/bin"}),
    ],
)
def test_what_started_programs_inherit(before, after):
    forget = runpy.run_path(str(START))["forget_launcher"]
    forget(before)
    assert before == after
