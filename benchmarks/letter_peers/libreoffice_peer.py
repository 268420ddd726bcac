"""LibreOffice: one soffice without a window kept running and driven over UNO; the letter goes in as flat ODT.

Needs Debian's ``libreoffice-writer-nogui`` and ``python3-uno``; runs with a profile and a font list of its own.
It does not heed the order of families: for a character the body face lacks it takes the 楷体 face, not the light one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from letter_peers.libreoffice_text import flat_odt
from letter_peers.text import FONTS, Letter

sys.path.append("/usr/lib/python3/dist-packages")  # where Debian keeps uno
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

NAME = "LibreOffice"
PDFA = "PDF/A-2b"
BATCH = 200
# kept, so that its making is not measured; one run at a time
PROFILE = Path(tempfile.gettempdir()) / "letters-benchmark-profile"


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""
    folder = Path(tempfile.mkdtemp())
    desktop = _connect(folder)
    source, target = folder / "in.fodt", folder / "out.pdf"
    options = uno.Any("[]com.sun.star.beans.PropertyValue", (_property("SelectPdfVersion", 2),))
    export = (_property("FilterName", "writer_pdf_Export"), _property("FilterData", options))

    def one(letter: Letter) -> bytes:
        source.write_text(flat_odt(letter), encoding="utf-8")
        document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (_property("Hidden", True),))
        document.storeToURL(target.as_uri(), export)
        document.close(True)
        return target.read_bytes()

    return one


def _connect(folder: Path) -> Any:  # noqa: ANN401 -- UNO has no types
    PROFILE.mkdir(exist_ok=True)
    fonts = PROFILE / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{FONTS}</dir><cachedir>{PROFILE / 'fonts'}</cachedir></fontconfig>")
    office = shutil.which("soffice")
    if office is None:
        raise ImportError("soffice is not installed")
    pipe = f"pipe,name=letters{os.getpid()};urp"
    running = subprocess.Popen(
        [office, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={PROFILE.as_uri()}",
         f"--accept={pipe};StarOffice.ComponentContext"],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            context = resolver.resolve(f"uno:{pipe};StarOffice.ComponentContext")
            break
        except NoConnectException:
            if running.poll() is not None:
                raise RuntimeError("soffice ended by itself") from None
            time.sleep(0.02)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    atexit.register(_stop, desktop, running, folder)
    return desktop


def _stop(desktop: Any, running: subprocess.Popen[bytes], folder: Path) -> None:  # noqa: ANN401 -- UNO has no types
    with suppress(Exception):  # the bridge breaks as the office ends
        desktop.terminate()
    running.wait(20)
    shutil.rmtree(folder)


def _property(name: str, value: object) -> Any:  # noqa: ANN401 -- UNO has no types
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made
