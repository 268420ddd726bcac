#!/bin/sh
# usage: installer/linux/check_deb.sh FILE.deb [SUITE...]   installs the package in clean roots without network and works with it
# For each suite (default: bookworm bullseye): a debootstrap root with nothing but what the package depends on; dpkg -i refused on a
# full disk and without /tmp; installed; every library found; the commands; bad input; file types, users, update files, a record of
# the first version (killed in the middle too), the program on a stick; the window worked from outside by its accessible names under
# Xvfb; an older package replaced; removed and purged with the record still there. Needs root, debootstrap and the network for the roots.
# MIRROR: where Debian's packages come from. CASEAPP_CHECK: where the roots are kept (default build/linux/check).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
deb=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ "$#" -gt 0 ] || set -- bookworm bullseye
[ "$(id -u)" = 0 ] || { echo "请用 root 运行：检查要用 chroot。" >&2; exit 2; }
mirror=${MIRROR:-http://deb.debian.org/debian}
kept=${CASEAPP_CHECK:-$here/../../build/linux/check}
mkdir -p "$kept"
kept=$(cd "$kept" && pwd)
first="$here/../../tests/data/records/sample-0.1.0.caseapp.xz"
# What the checks themselves use, put in only after the package was tried without it.
tools="xz-utils shared-mime-info desktop-file-utils libglib2.0-bin xvfb openbox dbus at-spi2-core gir1.2-atspi-2.0 python3-gi faketime x11-utils x11-apps xdotool"

for suite in "$@"; do
    root="$kept/$suite"
    echo "== $suite: a clean root"
    rm -rf "$root"
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
    depends=$(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/([^)]*)//g; s/^ *//; s/ *$//')
    mkdir -p "$root/check"
    printf '%s\n' "$depends" > "$root/check/depends"
    cp "$deb" "$root/check/caseapp.deb"
    cp "$here"/check_*.sh "$here"/drive_*.py "$here/window_hands.py" "$here/same_figures.py" "$root/check/"
    cp "$first" "$root/check/first.caseapp.xz"
    "$here/inside.sh" "$root" sh /check/check_inside.sh depends
    echo "== $suite: installed and tried without network"
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_inside.sh install
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_inside.sh commands
    "$here/inside.sh" "$root" env DEBIAN_FRONTEND=noninteractive \
        sh -c "apt-get install -y -q --no-install-recommends $tools >/dev/null 2>&1"
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_inside.sh bad_input
    echo "== $suite: the window"
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_window.sh drive_window.py
    echo "== $suite: file types, users, update files, old records, the program on a stick, an older package"
    for part in file_types users update_file old_record portable replaced; do
        OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_office.sh $part
    done
    echo "== $suite: the window in trouble"
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_window.sh drive_trouble.py
    echo "== $suite: removed and purged"
    OFFLINE=1 "$here/inside.sh" "$root" sh /check/check_inside.sh remove
done
echo "全部通过：$*"
