#!/bin/sh
# Prints a letter and both envelopes through a private CUPS with printer-driver-cups-pdf, and measures what comes out;
# then the letter again to a printer that takes PDF.
# Needs root (a printer's backend runs as root) and, on Debian: apt-get install cups printer-driver-cups-pdf poppler-utils
set -eu
cd "$(dirname "$0")/.."
for needed in cupsd lp lpstat lpadmin pdftotext; do
    command -v "$needed" >/dev/null || PATH="$PATH:/usr/sbin:/sbin"
    command -v "$needed" >/dev/null || {
        echo "缺少 $needed：请运行 apt-get install cups printer-driver-cups-pdf poppler-utils" >&2
        exit 2
    }
done
[ "$(id -u)" = 0 ] || { echo "请用 root 运行：打印机的后端只能由 root 启动。" >&2; exit 2; }

work="$(mktemp -d)"
chmod 755 "$work"
server=
printer=none
finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work" "/etc/cups/cups-pdf-$printer.conf"
}
trap finish EXIT INT TERM
mkdir -p "$work/etc/ppd" "$work/spool/tmp" "$work/cache" "$work/state" "$work/log" "$work/pdf" "$work/pdfspool"

cat > "$work/etc/cups-files.conf" <<END
ServerRoot $work/etc
RequestRoot $work/spool
TempDir $work/spool/tmp
CacheDir $work/cache
StateDir $work/state
AccessLog $work/log/access
ErrorLog $work/log/error
PageLog $work/log/page
SystemGroup root
FileDevice Yes
END
cat > "$work/etc/cupsd.conf" <<END
LogLevel warn
Listen $work/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
END
# the backend reads its configuration here alone, one file a printer
printer="caseapp-check-$$"
configuration="/etc/cups/cups-pdf-$printer.conf"
cat > "$configuration" <<END
Out $work/pdf
Spool $work/pdfspool
Log $work/log
AnonDirName $work/pdf
Label 1
END

CUPS_SERVER="$work/cups.sock"
export CUPS_SERVER
"$(command -v cupsd)" -f -c "$work/etc/cupsd.conf" -s "$work/etc/cups-files.conf" &
server=$!
tries=0
until lpstat -r 2>/dev/null | grep -q "is running"; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { echo "打印服务没有启动：" >&2; cat "$work/log/error" >&2 || true; exit 1; }
    sleep 0.2
done
ppd=$(find /usr/share/ppd/cups-pdf -name 'CUPS-PDF_opt.ppd*' | head -n 1)
lpadmin -p "$printer" -v "cups-pdf:/$printer" -P "$ppd" -E 2>"$work/log/lpadmin" || { cat "$work/log/lpadmin" >&2; exit 1; }
# CUPS-PDF takes PostScript; only this renderer of the pdftops filter writes one from which the text can be read back.
lpadmin -p "$printer" -o pdftops-renderer-default=pdftocairo
lpadmin -d "$printer"
# A second printer that takes PDF, as network printers do.
sed 's|^\*Product:.*|&\n*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"|' "$ppd" > "$work/takes_pdf.ppd"
direct="$printer-direct"
lpadmin -p "$direct" -v "file:$work/pdf/direct.pdf" -P "$work/takes_pdf.ppd" -E 2>"$work/log/lpadmin" ||
    { cat "$work/log/lpadmin" >&2; exit 1; }

PYTHONPATH="src:tests${PYTHONPATH:+:$PYTHONPATH}" CASEAPP_CUPS_OUT="$work/pdf" CASEAPP_CUPS_PRINTER="$printer" CASEAPP_CUPS_DIRECT="$direct" \
    "${PYTHON:-.venv/bin/python}" -m pytest tests/casework/test_cups.py -q -s -rs || { cat "$work/log/error" >&2 2>/dev/null || true; exit 1; }
