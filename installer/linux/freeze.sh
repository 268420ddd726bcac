#!/bin/sh
# Run inside the build root: installs the locked wheels and freezes the program to dist/caseapp.
set -eu
cd /usr/src/caseapp
python=/opt/python3.11/bin/python3.11
lock=$(cat requirements.lock installer/linux/requirements-build.lock | sha256sum | cut -c1-16)
venv="/opt/wheels-$lock"
if [ ! -f "$venv/.complete" ]; then
    rm -rf /opt/wheels-*
    $python -m venv --without-pip "$venv"
    "$venv/bin/python" /opt/python3.11/pip.whl/pip install -q --disable-pip-version-check --no-input --only-binary=:all: --require-hashes \
        -r requirements.lock -r installer/linux/requirements-build.lock
    touch "$venv/.complete"
fi
# The same input gives the same order of names and the same times.
PYTHONHASHSEED=0
PYTHONPATH=src
PYTHONDONTWRITEBYTECODE=1
export PYTHONHASHSEED PYTHONPATH PYTHONDONTWRITEBYTECODE
rm -rf build dist
"$venv/bin/pyinstaller" --noconfirm --log-level WARN --workpath build --distpath dist installer/linux/caseapp.spec
tree=dist/caseapp
find "$tree" -xtype l -delete
# Only what was compiled here and the one wheel that stands alone: strip breaks libraries whose paths auditwheel has rewritten.
strip --strip-unneeded "$tree"/_internal/libpython3.11.so.1.0 "$tree"/_internal/python3.11/lib-dynload/*.so \
    "$tree"/_internal/sqlcipher3/*.so
find "$tree" -depth -type d -empty -delete
# python-docx reaches its blank document by way of this folder
mkdir -p "$tree/_internal/docx/parts"
cp installer/linux/qt.conf "$tree/qt.conf"
sh installer/linux/licences.sh "$venv/lib/python3.11/site-packages" dist/licences
