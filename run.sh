#!/bin/sh
# Opens the window on the sample year; without a display, works that year and leaves letters, workbooks and
# pictures of the screens in out/.
set -eu
cd "$(dirname "$0")"
LANG=C.UTF-8
export LANG
scripts/prepare.sh requirements.lock
record=out/sample-2021.caseapp
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    [ -f "$record" ] || .venv/bin/python -m caseapp sample --out out
    exec .venv/bin/python -m caseapp --record "$record"
fi
rm -rf out
.venv/bin/python -m caseapp sample --out out
QT_QPA_PLATFORM=offscreen .venv/bin/python -m caseapp --pictures out/screens
