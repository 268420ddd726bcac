#!/bin/sh
# usage: inside.sh ROOT COMMAND...   runs a command inside ROOT with proc, dev and this machine's name service and certificates
# OFFLINE=1: without any network. The mounts live in a namespace of their own and are gone with the command.
set -eu
root=$1
shift
if [ "${OFFLINE:-}" = 1 ]; then
    network=--net
else
    network=
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt "$root/root/host-certificates.crt"
fi
# shellcheck disable=SC2016,SC2086
exec unshare --mount --pid --fork $network sh -c '
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev"
    for node in null zero full random urandom tty; do
        : > "$root/dev/$node"
        mount --bind "/dev/$node" "$root/dev/$node"
    done
    mkdir -m 1777 "$root/dev/shm"
    ln -s /proc/self/fd "$root/dev/fd"
    certificates=
    [ ! -f "$root/root/host-certificates.crt" ] || certificates=/root/host-certificates.crt
    exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        ${certificates:+PIP_CERT=$certificates} ${PIP_INDEX_URL:+PIP_INDEX_URL=$PIP_INDEX_URL} \
        ${https_proxy:+https_proxy=$https_proxy} ${http_proxy:+http_proxy=$http_proxy} \
        ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH} "$@"
' sh "$root" "$@"
