# Sourced by the parts of check_deb.sh that run inside the root.
deb=/check/caseapp.deb
home=/home/clerk

fail() {
    echo "不对：$*" >&2
    exit 1
}

# runs a command line as an ordinary user, with the surroundings a desktop session gives
clerk() {
    su clerk -s /bin/sh -c "cd $home && HOME=$home LC_ALL=C.UTF-8 $1"
}

# says what a command that must be refused said: one line, in Chinese, with the words asked for
refused() {
    words=$1
    shift
    if said=$("$@" 2>&1 >/dev/null); then
        fail "没有被拒绝：$*"
    fi
    lines=$(printf '%s\n' "$said" | grep -v '^dpkg\|^ \|^Errors\|subprocess' | grep -c . || true)
    [ "$lines" = 1 ] || fail "应当只有一句：$said"
    printf '%s\n' "$said" | grep -q "$words" || fail "没有说“$words”：$said"
    printf '    %s\n' "$(printf '%s\n' "$said" | grep "$words")"
}
