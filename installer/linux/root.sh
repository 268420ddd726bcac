#!/bin/sh
# usage: root.sh ROOT   makes ROOT the build root: Debian 11, and in it a CPython 3.11 that asks for no more than GLIBC_2.28
# Needs root, debootstrap and the network. A root that is complete is left as it is.
# MIRROR: where Debian's packages come from.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$1
mirror=${MIRROR:-http://deb.debian.org/debian}
done_mark="$root/opt/python3.11/.complete"

[ ! -f "$done_mark" ] || exit 0
[ -x "$root/usr/bin/apt-get" ] && [ ! -d "$root/debootstrap" ] || debootstrap --variant=minbase bullseye "$root" "$mirror"

# The source package python3.11 of Debian 12, with its security patches, and pip: apt checks the signatures of both.
cat > "$root/etc/apt/sources.list" <<END
deb $mirror bullseye main
deb $mirror bookworm main
deb-src $mirror bookworm main
END
echo 'APT::Default-Release "bullseye";' > "$root/etc/apt/apt.conf.d/10release"
mkdir -p "$root/usr/src/python"
# Symbols of libm that got a newer version after 2.28 are asked for in their old one.
cat > "$root/usr/src/python/oldmath.h" <<'END'
#ifndef __ASSEMBLER__
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
#endif
END
cat > "$root/usr/src/python/make.sh" <<'END'
#!/bin/sh
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt-get update -q
# The libraries after xz-utils are what Qt's xcb plugin loads and an office PC may lack: PyInstaller takes them along.
apt-get install -y -q --no-install-recommends build-essential pkg-config libssl-dev zlib1g-dev libffi-dev libbz2-dev \
    liblzma-dev libexpat1-dev libsqlite3-dev uuid-dev binutils ca-certificates xz-utils \
    libxcb-icccm4 libxcb-keysyms1 libxcb-cursor0 libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-shape0 \
    libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0 libx11-xcb1 libdbus-1-3 libegl1 libgl1 \
    libfontconfig1 libglib2.0-0 libxcb-util1
cd /usr/src/python
if ! [ -d "$(echo python3.11-*/)" ]; then
    apt-get source -q -t bookworm python3.11
    rm -f python3.11_*
fi
cd python3.11-*/
# one of Debian's patches makes this module use the interpreter's own headers, without saying so
grep -q Py_BUILD_CORE Modules/pyexpat.c || sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
./configure -q --prefix=/opt/python3.11 --enable-shared --without-ensurepip --without-static-libpython \
    --disable-test-modules \
    ac_cv_func_getentropy=yes ac_cv_func_posix_spawn_file_actions_addclosefrom_np=no ac_cv_func_getcpu=no \
    ac_cv_func_gettid=no ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no \
    CFLAGS="-include /usr/src/python/oldmath.h" LDFLAGS="-Wl,-rpath,/opt/python3.11/lib" --with-system-expat
make -s -j"$(nproc)"
rm -rf /opt/python3.11
make -s install
/opt/python3.11/bin/python3.11 -c 'import bz2, ctypes, decimal, lzma, pyexpat, sqlite3, ssl, unicodedata, zlib'
cd /usr/src/python
apt-get download -q python3-pip-whl/bookworm
dpkg-deb -x python3-pip-whl_*.deb pip
cp pip/usr/share/python-wheels/pip-*.whl /opt/python3.11/pip.whl
touch /opt/python3.11/.complete
END
"$here/inside.sh" "$root" sh /usr/src/python/make.sh
