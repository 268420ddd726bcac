#!/bin/sh
# usage: check_office.sh PART   what happens to an installed program in an office: one part of check_deb.sh, run inside the root
set -eu
. /check/check_hands.sh

# Files of ours are known by their content or ending, and open with the program.
file_types() {
    update-mime-database /usr/share/mime
    update-desktop-database /usr/share/applications
    desktop-file-validate /usr/share/applications/caseapp.desktop || fail "菜单项"
    clerk "cp sample/sample-2021.caseapp 改了名.caseapp; cp sample/sample-2021.caseapp nameless; echo '{}' > a.caseupdate"
    for file in 改了名.caseapp nameless a.caseupdate; do
        kind=record
        [ "$file" != a.caseupdate ] || kind=update
        clerk "gio info -a standard::content-type $file" | grep -q "application/x-caseapp-$kind$" || fail "$file 的文件类型"
        clerk "gio mime application/x-caseapp-$kind" | grep -q caseapp.desktop || fail "$file 的打开方式"
    done
    echo "    records and update files are known and open with the program"
}

# Two users of one computer, one of them with a Chinese home folder.
users() {
    mkdir -p /home/张敏的主目录
    useradd -M -d /home/张敏的主目录 zhangmin
    chown zhangmin /home/张敏的主目录
    other() { su zhangmin -s /bin/sh -c "cd ~ && HOME=/home/张敏的主目录 LC_ALL=C.UTF-8 $1"; }
    other "caseapp office --person 张敏" >/dev/null
    other "caseapp sample --out 我的\ 示例" | tail -n 1
    other "caseapp verify" || fail "中文主目录"
    [ -f /home/张敏的主目录/.local/share/caseapp/办件记录.caseapp ] || fail "记录不在自己的文件夹"
    chmod 755 "$home" "$home/.local" "$home/.local/share"
    [ "$(stat -c %a "$home/.local/share/caseapp")" = 700 ] || fail "别人能进 $home/.local/share/caseapp"
    install -m 600 "$home/.local/share/caseapp/办件记录.caseapp" /check/other.caseapp # root's, for the window
    refused "另一个用户" other "caseapp list --record $home/.local/share/caseapp/办件记录.caseapp"
}

# An update file carried on a stick: read whole or not at all.
update_file() {
    template=$(find /opt/caseapp -name assist_letter.txt)
    sed 's/^请予支持/敬请支持/' "$template" >/check/assist_letter.txt
    clerk "caseapp update make 新文书.caseupdate --template assist_letter=/check/assist_letter.txt --note 协助函改一句" >/dev/null
    clerk "caseapp update import 新文书.caseupdate --dry-run" | tail -n 1 | sed 's/^/    /'
    size=$(stat -c %s "$home/新文书.caseupdate")
    for at in 40 $((size / 2)) $((size - 20)); do
        clerk "cp 新文书.caseupdate altered.caseupdate"
        printf '~' | dd of="$home/altered.caseupdate" bs=1 seek="$at" conv=notrunc 2>/dev/null
        refused "没有导入" clerk "caseapp update import altered.caseupdate"
    done
    clerk "head -c $((size / 2)) 新文书.caseupdate > cut.caseupdate"
    refused "没有导入" clerk "caseapp update import cut.caseupdate"
}

# A record of the first version: opened, the same figures; killed in the middle twenty times, never lost or half-way.
old_record() {
    clerk "xz -dc /check/first.caseapp.xz > first.caseapp; cp first.caseapp whole.caseapp"
    clerk "caseapp annual 2021 --json --record sample/sample-2021.caseapp > expected.json"
    begun=$(date +%s%N)
    clerk "caseapp list --record whole.caseapp >/dev/null"
    took=$((($(date +%s%N) - begun) / 1000000)) # ms
    clerk "caseapp annual 2021 --json --record whole.caseapp > found.json"
    clerk "python3 /check/same_figures.py expected.json found.json" || fail "升级后的数字不同"
    early=0
    for turn in $(seq 1 20); do
        clerk "rm -rf killed.caseapp* 备份; cp first.caseapp killed.caseapp"
        wait_for=$(awk "BEGIN { print $took * (0.4 + 0.03 * $turn) / 1000 }")
        clerk "timeout -s KILL $wait_for caseapp list --record killed.caseapp >/dev/null 2>&1" || true
        [ "$(sha256sum <"$home/killed.caseapp")" != "$(sha256sum <"$home/first.caseapp")" ] || early=$((early + 1))
        clerk "caseapp annual 2021 --json --record killed.caseapp > found.json" || fail "第 $turn 次以后打不开"
        clerk "caseapp verify killed.caseapp >/dev/null" || fail "第 $turn 次以后不完好"
        clerk "python3 /check/same_figures.py expected.json found.json" || fail "第 $turn 次以后数字不同"
    done
    echo "    opened in $took ms; killed 20 times between 0.43 and 1.0 of that, the record untouched $early times; figures as before"
}

# An older package gives way: its files gone, the record as it was.
replaced() {
    record="$home/.local/share/caseapp/办件记录.caseapp"
    before=$(sha256sum "$record")
    rm -rf /check/older
    dpkg-deb -R "$deb" /check/older
    sed -i 's/^Version: .*/Version: 0.0.1/' /check/older/DEBIAN/control
    echo left >/check/older/opt/caseapp/left_over
    dpkg-deb -Znone -b /check/older /check/older.deb >/dev/null
    rm -rf /check/older
    dpkg -i --force-downgrade /check/older.deb >/dev/null 2>&1
    [ -e /opt/caseapp/left_over ] || fail "旧版没有装上"
    mkdir -p /check/full
    mount -t tmpfs -o size=50m tmpfs /check/full
    mount --bind /check/full /opt
    refused "磁盘空间不足" dpkg -i "$deb"
    umount /opt /check/full
    [ -e /opt/caseapp/left_over ] || fail "没有装成，旧版却没有了"
    clerk "caseapp verify" || fail "没有装成，旧版打不开记录"
    dpkg -i "$deb" >/dev/null
    [ ! -e /opt/caseapp/left_over ] || fail "旧版的文件留下了"
    [ "$(sha256sum "$record")" = "$before" ] || fail "记录变了"
    rm /check/older.deb
    echo "    an older package replaced, the record unchanged"
}

# The program with its record beside it; drive_trouble.py opens its window.
portable() {
    mkdir -p /portable/办件数据
    cp -a /opt/caseapp /portable/caseapp
    chown clerk /portable/办件数据
    clerk "/portable/caseapp/caseapp office --person 张敏" >/dev/null
    [ -f /portable/办件数据/办件记录.caseapp ] || fail "记录不在程序旁边：$(find /portable -name '*.caseapp')"
    clerk "/portable/caseapp/caseapp verify" || fail "便携方式"
}

"$@"
