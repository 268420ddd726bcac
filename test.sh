#!/bin/sh
# Every check of the project, from a bare Debian 12 on; arguments go to pytest.
set -eu
cd "$(dirname "$0")"
LANG=C.UTF-8
export LANG
unset PYTHONDONTWRITEBYTECODE # some tests start the program anew: it would be compiled for each of them
scripts/prepare.sh requirements-dev.lock
.venv/bin/ruff check src tests
.venv/bin/lint-imports
.venv/bin/mypy
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -n auto --dist loadfile "$@"
