#!/bin/sh
# usage: licences.sh SITE_PACKAGES OUT   gathers the licences of what goes into the package, one folder a part (run inside the build root)
set -eu
site=$1
out=$2
mkdir -p "$out/python3.11" "$out/Qt-PySide6-shiboken6"
cp /opt/python3.11/lib/python3.11/LICENSE.txt "$out/python3.11/"
# The wheels of Qt carry no licence text; they are used under the LGPL, version 3, which builds on the GPL.
cp /usr/share/common-licenses/LGPL-3 /usr/share/common-licenses/GPL-3 "$out/Qt-PySide6-shiboken6/"
for info in "$site"/*.dist-info; do
    part=$(basename "$info" .dist-info)
    case "$part" in altgraph-* | setuptools-* | packaging-* | pyside6_essentials-* | shiboken6-*) continue ;; esac
    find "$info" -type f \( -path '*/licenses/*' -o -iname '*licen*' -o -iname 'copying*' -o -iname 'notice*' \) | while read -r file; do
        mkdir -p "$out/$part"
        cp "$file" "$out/$part/$(echo "${file#"$info"/}" | tr / -)"
    done
    [ -d "$out/$part" ] || { echo "$part 没有许可证文本" >&2; exit 1; }
done
# libraries of the build root that go along
for package in libffi7 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-util1 \
    libxkbcommon0 libxkbcommon-x11-0; do
    mkdir -p "$out/$package"
    cp "/usr/share/doc/$package/copyright" "$out/$package/"
done
