#!/bin/sh
# Makes a wine prefix that a Windows 10 program with Qt 6 and numpy starts in. usage: prefix.sh FOLDER
# wine 8 lacks icuuc.dll, parts of mscms.dll and the complex numbers of ucrtbase.dll; small stand-ins are put in here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cross=x86_64-w64-mingw32
WINEPREFIX=$1/prefix
WINEDEBUG=-all
WINEDLLOVERRIDES="mscoree=;mshtml="
LOCPATH=$1/locale
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES LOCPATH
if [ -d "$WINEPREFIX" ]; then wineserver -k 2>/dev/null || true; wineserver -w; fi
rm -rf "$WINEPREFIX"
mkdir -p "$LOCPATH"
# Chinese Windows: code page 936 for programs that still ask for it
[ -d "$LOCPATH/zh_CN.UTF-8" ] || localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8"
LC_ALL=zh_CN.UTF-8
export LC_ALL
wineboot -i >/dev/null 2>&1
wineserver -w
system=$WINEPREFIX/drive_c/windows/system32
for name in icuuc mscms; do
    rm -f "$system/$name.dll"
    $cross-gcc -Wall -Wextra -Werror -O2 -shared -static -o "$system/$name.dll" "$here/$name.c"
done
python3 "$here/forward_crt.py" "$system"
