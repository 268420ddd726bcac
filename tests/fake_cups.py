"""A printer for the tests: ``lp`` and ``lpstat`` as small scripts on the path, which keep what they are handed."""

from __future__ import annotations

import os
from pathlib import Path

LP = """#!/bin/sh
number=$(ls "$FAKE_CUPS" | grep -c '^job-.*args')
number=$((number + 1))
if [ -f "$FAKE_CUPS/refuse-after" ] && [ "$number" -gt "$(cat "$FAKE_CUPS/refuse-after")" ]; then
    cat "$FAKE_CUPS/refusal" >&2
    exit 1
fi
for part in "$@"; do printf '%s\\n' "$part"; done > "$FAKE_CUPS/job-$number.args"
cat > "$FAKE_CUPS/job-$number.pdf"
echo "request id is $2-$number (1 file(s))"
"""
LPSTAT = """#!/bin/sh
case "$*" in
    -e) cat "$FAKE_CUPS/printers" ;;
    -d) cat "$FAKE_CUPS/default" ;;
    -r) cat "$FAKE_CUPS/running" ;;
    "-p "*) cat "$FAKE_CUPS/state" ;;
    *not-completed*) [ ! -f "$FAKE_CUPS/gone" ] || { echo 'lpstat: Invalid destination name' >&2; exit 1; }
        cat "$FAKE_CUPS/queue" ;;
    *completed*) cat "$FAKE_CUPS/finished" ;;
esac
"""


class FakeCups:
    """The state of the printers, changed by writing files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in ("queue", "finished"):
            self.set(name, "")
        self.set("printers", "办公室彩印\nHP_M404\n")
        self.set("default", "system default destination: HP_M404\n")
        self.set("running", "scheduler is running\n")
        self.set("state", "printer HP_M404 is idle.  enabled since today\n")

    def set(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def refuse(self, said: str, after: int = 0) -> None:
        self.set("refusal", said)
        self.set("refuse-after", str(after))

    def jobs(self) -> list[list[str]]:
        found = sorted(self.folder.glob("job-*.args"), key=lambda path: int(path.stem.split("-")[1]))
        return [path.read_text(encoding="utf-8").splitlines() for path in found]

    def pdf(self, number: int = 1) -> bytes:
        return (self.folder / f"job-{number}.pdf").read_bytes()


def install(folder: Path, monkeypatch) -> FakeCups:
    """Put the scripts first on the path."""
    programs = folder / "programs"
    programs.mkdir()
    for name, text in (("lp", LP), ("lpstat", LPSTAT)):
        place = programs / name
        place.write_text(text, encoding="utf-8")
        place.chmod(0o755)
    cups = FakeCups(folder / "cups")
    monkeypatch.setenv("FAKE_CUPS", str(cups.folder))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return cups
