#!/bin/sh
# Tries a Setup under wine: install, self-test, a year of letters, the window, update, refusals, uninstall.
# usage: check_setup.sh SETUP.exe RESULTS_FOLDER      pictures and letters are left in RESULTS_FOLDER
# Debian 12: apt-get install wine64 wine xvfb imagemagick gcc-mingw-w64-x86-64 locales fonts-noto-cjk poppler-utils
# "Tried under wine" is not "runs on Windows": the rest is installer/CHECKLIST.zh.md and .github/workflows/windows.yml.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
setup=$(realpath "$1")
mkdir -p "$2"
out=$(cd "$2" && pwd)
for needed in wine wineserver Xvfb import x86_64-w64-mingw32-gcc localedef iconv pdftotext; do
    command -v "$needed" >/dev/null || { echo "Missing: $needed (see the head of this file)" >&2; exit 2; }
done
WINEPREFIX=$out/prefix
WINEDEBUG=-all
WINEDLLOVERRIDES="icuuc=n;mscms=n;ucrtbase=n;mscoree=;mshtml="
LOCPATH=$out/locale
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES LOCPATH
drive=$WINEPREFIX/drive_c
place='C:\办公软件\依申请公开' # code page 936 and a folder that ASCII does not reach
unix_place=$drive/办公软件/依申请公开
data=$drive/users/$(id -un)/AppData/Local/caseapp
menu="$drive/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/依申请公开办件台"
screen=
small=

finish() {
    wineserver -k 2>/dev/null || true
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    [ -z "$small" ] || umount "$small" 2>/dev/null || true
}
trap finish EXIT INT TERM
fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# Run a program with pipes as its three streams (wine hands nothing else on to Python); its status comes back.
run() {
    { ended=0; : | LC_ALL=zh_CN.UTF-8 wine "$@" 2>&1 || ended=$?; echo $ended >"$out/status"; } | cat
    return "$(cat "$out/status")"
}
# A Setup that must refuse with a status and a sentence. usage: refused STATUS WORDS PROGRAM ARGUMENTS...
refused() {
    status=$1
    words=$2
    shift 2
    said=$(run "$@" | iconv -f gbk -t utf-8)
    got=$(cat "$out/status")
    [ "$got" = "$status" ] || fail "status $got instead of $status: $said"
    case $said in *"$words"*) printf '   %s\n' "$said" ;; *) fail "said: $said" ;; esac
}
# Wait until the window is drawn (a picture with much on it), and keep the picture.
picture() {
    tries=0
    while :; do
        sleep 2
        import -window root "$out/$1.png"
        [ "$(stat -c %s "$out/$1.png")" -lt 60000 ] || break
        tries=$((tries + 1))
        [ "$tries" -lt 30 ] || fail "no window: $out/$1.png"
    done
    sleep 2
    import -window root "$out/$1.png"
}
# usage: open_window PROGRAM ARGUMENTS...
open_window() {
    program=$1
    shift
    { ended=0; : | LC_ALL=zh_CN.UTF-8 wine "$place\\$program" "$@" 2>&1 || ended=$?; echo $ended >"$out/window-status"; } |
        cat >"$out/window.log" &
    window=$!
}
close_window() {
    run taskkill /IM caseappw.exe >/dev/null
    wait "$window"
    window=
    [ "$(cat "$out/window-status")" = 0 ] || fail "the window ended with $(cat "$out/window-status")"
}

echo "1 a prefix like Chinese Windows 10"
sh "$here/wine/prefix.sh" "$out"
rm -f "$out/display"
Xvfb -displayfd 3 -screen 0 1400x900x24 3>"$out/display" 2>/dev/null &
screen=$!
while [ ! -s "$out/display" ]; do sleep 0.2; done
DISPLAY=:$(cat "$out/display")
export DISPLAY
cp "$setup" "$drive/setup.exe"

echo "2 refused on Windows 8.1"
run winecfg -v win81 >/dev/null
refused 3 "Windows 10（1809 版）" 'C:\setup.exe' /S "/D=$place"
[ ! -e "$unix_place" ] || fail "something was installed all the same"
run winecfg -v win10 >/dev/null

echo "3 refused on a full disk"
if [ "$(id -u)" = 0 ]; then
    small=$out/small
    mkdir -p "$small"
    mount -t tmpfs -o size=100m none "$small"
    refused 7 "磁盘空间不足" 'C:\setup.exe' /S "/D=Z:$(printf %s "$small" | tr / '\\')\\x"
    [ -z "$(ls -A "$small")" ] || fail "something was left on the full disk"
    umount "$small"
    small=
else
    echo "   not tried: a small disk needs root"
fi

printf '4 installed silently into %s\n' "$place"
run 'C:\setup.exe' /S "/D=$place"
[ -f "$menu/依申请公开办件台.lnk" ] || fail "no entry in the start menu"
for ending in .caseapp .caseupdate; do
    run reg query "HKCU\\Software\\Classes\\$ending" >/dev/null || fail "$ending is no file type"
done
du -sm "$unix_place" | sed 's/^/   MB: /'
open_window caseapp.exe # its bare name opens the window and ends
picture first-start
close_window
tries=0
until ls "$data/备份/"*.caseapp >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail "no copy of the record was kept on exit"
    sleep 1
done

echo "5 doctor"
if run "$place\\caseapp.exe" doctor --help | grep -q -- --self-test; then
    run "$place\\caseapp.exe" doctor --self-test
else
    run "$place\\caseapp.exe" doctor
fi

echo "6 a year of letters"
rm -rf "$out/示例" "$drive/示例"
run "$place\\caseapp.exe" sample --out 'C:\示例'
letters=$(find "$drive/示例" -name '*.pdf' | wc -l)
[ "$letters" -ge 8 ] || fail "$letters letters"
find "$drive/示例/答复书" -name '*.pdf' -exec pdftotext {} - \; | grep -c 政府信息公开 >/dev/null || fail "no Chinese text in the replies"
cp -r "$drive/示例" "$out/示例"

echo "7 the window, a second start, and what is refused while it runs"
open_window caseappw.exe --record 'C:\示例\sample-2021.caseapp'
picture window
run "$place\\caseappw.exe" --record 'C:\示例\sample-2021.caseapp' || fail "the second start did not give way"
refused 5 "程序正在运行" 'C:\setup.exe' /S "/D=$place"
refused 5 "程序正在运行" "$place\\uninstall.exe" /S "_?=$place"
close_window

echo "8 a record opened by what its file type says (wine 8 itself knows no file types of one user)"
run reg query 'HKCU\Software\Classes\caseapp.record\shell\open\command' | iconv -f gbk -t utf-8 |
    grep -qF "\"$place\caseappw.exe\" \"%1\"" || fail "another command opens records"
open_window caseappw.exe 'C:\示例\sample-2021.caseapp'
picture file-type
close_window

echo "9 updated; a broken update brings the old version back"
echo old >"$unix_place/app/site/left_over.py"
run 'C:\setup.exe' /S "/D=$place"
[ ! -e "$unix_place/app/site/left_over.py" ] || fail "files of the old version stayed"
[ ! -e "$unix_place/app.old" ] || fail "app.old stayed"
rm "$unix_place/caseapp.exe"
mkdir "$unix_place/caseapp.exe" # a file that cannot be written
refused 2 "没有安装完" 'C:\setup.exe' /S "/D=$place"
[ -f "$unix_place/app/start.py" ] && [ ! -e "$unix_place/app.old" ] || fail "the old version did not come back"
rmdir "$unix_place/caseapp.exe"
run 'C:\setup.exe' /S "/D=$place"
run "$place\\caseapp.exe" list >/dev/null || fail "the updated program does not open the record"

echo "10 uninstalled silently, the record kept"
sum=$(sha256sum <"$data/办件记录.caseapp")
echo 别人的文件 >"$unix_place/说明.txt"
run "$place\\uninstall.exe" /S # it goes on as a copy of itself, so that it can delete itself
tries=0
while [ -e "$unix_place/uninstall.exe" ] || [ -e "$menu" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || break
    sleep 1
done
[ "$(ls "$unix_place")" = 说明.txt ] || fail "left: $(ls "$unix_place")"
[ ! -e "$menu" ] || fail "the start menu entry stayed"
run reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\caseapp' >/dev/null && fail "the uninstall entry stayed"
for ending in .caseapp .caseupdate; do
    ! run reg query "HKCU\\Software\\Classes\\$ending" >/dev/null || fail "$ending is still a file type"
done
[ "$(sha256sum <"$data/办件记录.caseapp")" = "$sum" ] || fail "the record was changed or deleted"
echo "All passed; pictures and letters are in $out"
