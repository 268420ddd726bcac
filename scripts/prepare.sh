#!/bin/sh
# usage: scripts/prepare.sh LOCKFILE   brings the machine and .venv to what LOCKFILE says; quick when all is there
set -eu
cd "$(dirname "$0")/.."
lock=$1

missing_packages() {
    sed 's/#.*//' apt-packages.txt | while read -r package; do
        [ -n "$package" ] || continue
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

install_packages() {
    packages=$(missing_packages | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root='sudo'
    else
        echo "Some system packages are missing. Run this once as root, then start again:" >&2
        echo "    apt-get update && apt-get install -y --no-install-recommends $packages" >&2
        exit 1
    fi
    echo "Installing system packages: $packages"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

if command -v dpkg-query >/dev/null; then
    install_packages
fi

if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer with its venv module is needed as python3." >&2
    exit 1
fi
[ -x .venv/bin/python ] || python3 -m venv .venv

# The stamp names the lock and the place: a moved checkout needs its .pth line and scripts anew.
stamp=".venv/.stamp-$(basename "$lock")"
state="$(sha256sum <"$lock") $(pwd)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
    echo "Installing the Python parts of $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$(pwd)/src" >"$site/caseapp.pth"
    printf '%s\n' "$state" >"$stamp"
fi
