#!/bin/sh
# usage: installer/linux/build_deb.sh [--out DIR]   builds caseapp_VERSION_amd64.deb from the last commit of this clone
# Needs root, debootstrap, git, unshare and the package indexes; nothing else of this machine goes into the package.
# MIRROR: where Debian's packages come from. CASEAPP_ROOT: the build root, kept between builds (default build/linux/root).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
out="$source/dist"
[ "${1:-}" != --out ] || { mkdir -p "$2"; out=$(cd "$2" && pwd); }
root=${CASEAPP_ROOT:-$source/build/linux/root}
for needed in debootstrap git unshare; do
    command -v "$needed" >/dev/null || { echo "缺少 $needed：请先 apt-get install debootstrap git util-linux。" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "请用 root 运行：构建环境要用 chroot。" >&2; exit 2; }
[ "$(uname -m)" = x86_64 ] || { echo "只能在 amd64 机器上构建。" >&2; exit 2; }

commit=$(git -C "$source" rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git -C "$source" log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH
mkdir -p "$root" "$out"

echo "== build root"
"$here/root.sh" "$root"

echo "== source of $commit"
work="$root/usr/src/caseapp"
rm -rf "$work"
mkdir -p "$work"
git -C "$source" archive "$commit" | tar -x -C "$work"

echo "== program"
"$here/inside.sh" "$root" sh /usr/src/caseapp/installer/linux/freeze.sh

echo "== checks of the tree"
# what must not stand in the package: names and places of this machine, and addresses of where parts came from
{
    printf '%s\n' "$source" "$root" "$(hostname)"
    printf '%s\n' "${MIRROR:-}" "${PIP_INDEX_URL:-}" "${http_proxy:-}" "${https_proxy:-}"
} | sed '/^.\{0,3\}$/d' | sort -u > "$work/unwanted.txt"
OFFLINE=1 "$here/inside.sh" "$root" sh /usr/src/caseapp/installer/linux/check_tree.sh \
    /usr/src/caseapp/dist/caseapp /usr/src/caseapp/unwanted.txt

echo "== package"
OFFLINE=1 "$here/inside.sh" "$root" sh /usr/src/caseapp/installer/linux/pack.sh
cp "$work"/dist/caseapp_*_amd64.deb "$out/"
ls -l "$out"/caseapp_*_amd64.deb
(cd "$out" && sha256sum caseapp_*_amd64.deb)
