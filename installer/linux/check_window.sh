#!/bin/sh
# usage: check_window.sh DRIVER   part of check_deb.sh, run inside the root: the installed window worked from outside its process, through
# AT-SPI, under Xvfb. A driver that writes "out" or "in" into ~/stick has the stick pulled out or put in.
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
until xprop -root _NET_SUPPORTING_WM_CHECK | grep -q window; do sleep 0.2; done # else the first window gets no focus
launcher=/usr/libexec/at-spi-bus-launcher
[ -x "$launcher" ] || launcher=/usr/lib/at-spi2-core/at-spi-bus-launcher
"$launcher" --launch-immediately >/dev/null 2>&1 &
python3 "/check/$1"
END
mkdir -p /tmp/.X11-unix /full
rm -f /tmp/.X77-lock /tmp/.X11-unix/X77
chmod 1777 /tmp /tmp/.X11-unix
mount -t tmpfs -o size=64k,mode=1777 tmpfs /full
# The stick: a folder of its own, taken away under the program that works on it.
mkdir -p /stick /check/stick
chmod 777 /check/stick
mount --bind /check/stick /stick
while sleep 0.2; do
    [ -e /home/clerk/stick ] || continue
    case $(cat /home/clerk/stick) in
        out) umount -l /stick ;;
        in) mount --bind /check/stick /stick ;;
    esac
    rm /home/clerk/stick
done &
hand=$!
trap 'kill "$hand"' EXIT
cd /
su clerk -s /bin/sh -c "dbus-run-session -- sh /check/session.sh $1"
