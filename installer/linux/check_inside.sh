#!/bin/sh
# usage: check_inside.sh PART   one part of check_deb.sh, run inside the clean root; stops at the first thing that is not as it must be
set -eu
. /check/check_hands.sh

depends() {
    apt-get update -q >/dev/null
    wanted=$(while IFS='|' read -r first other; do
        for name in $first $other; do
            if apt-cache show "$name" >/dev/null 2>&1; then echo "$name"; break; fi
        done
    done < /check/depends)
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $wanted >/dev/null 2>&1
    useradd -m clerk
}

install() {
    echo "-- a disk with 50 MB"
    mkdir -p /opt
    mount -t tmpfs -o size=50m tmpfs /opt
    refused "磁盘空间不足" dpkg -i "$deb"
    [ -z "$(ls -A /opt)" ] || fail "/opt 里留下了东西"
    umount /opt
    echo "-- no /tmp"
    mv /tmp /tmp.away
    refused "临时文件夹 /tmp 不存在" dpkg -i "$deb"
    mv /tmp.away /tmp
    echo "-- dpkg -i"
    dpkg -i "$deb" >/dev/null
    [ "$(dpkg-query -W -f='${db:Status-Status}' caseapp)" = installed ] || fail "没有装好"
    echo "-- every library is found (the CUPS plugin is loaded only where there is CUPS)"
    find /opt/caseapp -type f \( -name '*.so' -o -name '*.so.*' -o -name caseapp \) ! -name 'libcupsprintersupport.so' |
        while read -r file; do
            LD_LIBRARY_PATH=/opt/caseapp/_internal ldd "$file" 2>&1 | grep -E 'not found|not properly' | sed "s|^|$file: |" || true
        done > /check/missing
    [ ! -s /check/missing ] || fail "$(cat /check/missing)"
}

commands() {
    clerk "caseapp --help" | grep -q "依申请公开办件台" || fail "--help"
    clerk "caseapp doctor --self-test" || fail "自检没有通过"
    clerk "caseapp doctor" | grep -v "^正常" || true
    clerk "caseapp due --received 2026-09-04" | head -n 1
    loaded=$(clerk "LD_DEBUG=files caseapp due --received 2026-09-04" 2>&1 >/dev/null | grep -c 'libQt6' || true)
    [ "$loaded" = 0 ] || fail "caseapp due 装入了 Qt"
    clerk "caseapp sample --out sample" | tail -n 1
    clerk "QT_QPA_PLATFORM=offscreen timeout 300 caseapp --pictures pictures" >/dev/null
    [ "$(find $home/pictures -name '*.png' | wc -l)" -gt 5 ] || fail "界面图片"
    echo "-- programs started by it get the system's own libraries"
    mkdir -p /check/bin
    printf '#!/bin/sh\necho "${LD_LIBRARY_PATH-none}" > %s/seen\n' "$home" > /check/bin/lpstat
    chmod 755 /check/bin/lpstat
    clerk "PATH=/check/bin:\$PATH caseapp print --printers" >/dev/null
    [ "$(cat $home/seen)" = none ] || fail "LD_LIBRARY_PATH=$(cat $home/seen)"
}

bad_input() {
    echo "-- a read-only folder"
    refused "只读" clerk "caseapp office --person 张敏 --record /usr/share/office.caseapp"
    echo "-- a full disk, first start on the command line"
    mkdir -p /full
    mount -t tmpfs -o size=64k tmpfs /full
    chmod 777 /full
    refused "磁盘空间不足" clerk "caseapp office --person 张敏 --record /full/office.caseapp"
    umount /full
    echo "-- a clock of 1970"
    new="--channel post --arrived 2026-09-07 --class person --applicant 王喆 --request 统计公报 --address 某某街2号"
    refused "将来的日期" clerk "faketime '1970-01-02 08:00:00' caseapp register --record $home/clock.caseapp $new"
    cp $home/sample/sample-2021.caseapp $home/clock2.caseapp
    chown clerk $home/clock2.caseapp
    refused "1970" clerk "faketime '1970-01-02 08:00:00' caseapp register --record $home/clock2.caseapp $new"
    echo "-- no temporary folder anywhere"
    mkdir /tmp.away
    mount --bind /tmp.away /tmp
    chmod 555 /tmp
    mount --bind /tmp /var/tmp
    if said=$(su clerk -s /bin/sh -c "cd / && HOME=$home caseapp doctor --self-test"); then fail "应当不通过"; fi
    printf '%s\n' "$said" | grep "^不通过　临时文件夹" | sed 's/^/    /' | grep . || fail "$said"
    umount /var/tmp /tmp
    rmdir /tmp.away
}

remove() {
    record="$home/.local/share/caseapp/办件记录.caseapp"
    before=$(sha256sum "$record")
    dpkg -r caseapp | tail -n 1
    [ ! -e /opt/caseapp ] && [ ! -e /usr/bin/caseapp ] || fail "没有删净：$(find /opt /usr/bin/caseapp 2>/dev/null | head)"
    dpkg -P caseapp | tail -n 1
    [ "$(sha256sum "$record")" = "$before" ] || fail "记录变了"
    echo "    the record is still there, unchanged: $before"
    dpkg -i "$deb" >/dev/null
    clerk "caseapp verify" || fail "重新安装后记录打不开"
}

"$1"
