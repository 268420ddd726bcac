#!/bin/sh
# Part of check_deb.sh, run inside the root: the installed window worked from outside the process, through AT-SPI, under Xvfb.
set -eu
cat > /check/session.sh <<'END'
#!/bin/sh
set -eu
export HOME=/home/clerk LC_ALL=C.UTF-8 DISPLAY=:77 QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 XDG_RUNTIME_DIR=/home/clerk/run
mkdir -p -m 700 "$XDG_RUNTIME_DIR" /home/clerk/Documents
cd /home/clerk
Xvfb :77 -screen 0 1440x900x24 -nolisten tcp >/dev/null 2>&1 &
tries=0
until xwininfo -root >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { echo "Xvfb 没有启动" >&2; exit 1; }
    sleep 0.2
done
openbox >/dev/null 2>&1 &
launcher=/usr/libexec/at-spi-bus-launcher
[ -x "$launcher" ] || launcher=/usr/lib/at-spi2-core/at-spi-bus-launcher
"$launcher" --launch-immediately >/dev/null 2>&1 &
python3 /check/drive_window.py
END
mkdir -p /tmp/.X11-unix /full
rm -f /tmp/.X77-lock /tmp/.X11-unix/X77
chmod 1777 /tmp /tmp/.X11-unix
mount -t tmpfs -o size=64k,mode=1777 tmpfs /full
cd /
su clerk -s /bin/sh -c "dbus-run-session -- sh /check/session.sh"
