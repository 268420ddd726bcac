"""What the installed program does not use, as patterns of paths below site/ and runtime/.

No part of the program asks the network for anything, shows QML or a designer, or tests its libraries.
"""

from __future__ import annotations

import fnmatch

# Of the embeddable Python: TLS with its OpenSSL (start.py says why nothing misses it), sound, MSI, its own launchers.
RUNTIME = (
    "_hashlib.pyd",
    "_msi.pyd",
    "_ssl.pyd",
    "libcrypto-3.dll",
    "libssl-3.dll",
    "python.cat",
    "python.exe",
    "pythonw.exe",
    "winsound.pyd",
)

# Kept of Qt; what is in none of these lists stays.
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPrintSupport")
QT_LIBRARIES = ("Qt6Core", "Qt6Gui", "Qt6Widgets", "Qt6Network", "Qt6PrintSupport")
QT_PLUGINS = (
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "platforms/qoffscreen.dll",
    "platforms/qwindows.dll",
    "styles/qmodernwindowsstyle.dll",
)
QT_FOLDERS = (
    "doc", "glue", "include", "lib", "metatypes", "qml", "resources", "scripts", "support", "typesystems",
)  # fmt: skip

SITE = (
    "*.exe", "*.lib", "*.obj", "*.pyi", "*.pyx", "*.pxd", "*.h", "*.c", "*.cpp", "*.hpp", "*/py.typed",
    "*/RECORD", "*/INSTALLER", "*/REQUESTED",
    "*/tests/*", "PIL/_avif*", "PIL/_webp*", "PIL/_imagingtk*",
    "numpy/distutils/*", "numpy/f2py/*", "numpy/_pyinstaller/*", "numpy/doc/*",
    "lxml/includes/*", "lxml/isoschematron/*", "lxml/objectify*", "lxml/html/*",
    "PySide6/opengl32sw.dll", "PySide6/vcamp140.dll", "PySide6/vccorlib140.dll", "PySide6/vcomp140.dll",
    "PySide6/concrt140.dll", "shiboken6/vcamp140.dll", "shiboken6/vccorlib140.dll", "shiboken6/vcomp140.dll",
    "shiboken6/concrt140.dll", "PySide6/typing/*", "PySide6/*.json", "PySide6/*.jar", "PySide6/pyside6qml.abi3.dll",
)  # fmt: skip


def unused_in_runtime(path: str) -> bool:
    """Tell whether a file of the embeddable Python is left out."""
    return path in RUNTIME


def unused_in_site(path: str) -> bool:
    """Tell whether a file below site/ is left out."""
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in SITE) or _unused_of_qt(path)


def _unused_of_qt(path: str) -> bool:
    if not path.startswith("PySide6/"):
        return False
    inner = path.removeprefix("PySide6/")
    folder, _, rest = inner.partition("/")
    stem = inner.partition(".")[0]
    if not rest:
        if inner.startswith("Qt6") and inner.endswith(".dll"):
            return stem not in QT_LIBRARIES
        return inner.startswith("Qt") and inner.endswith(".pyd") and stem not in QT_MODULES
    if folder == "plugins":
        return rest not in QT_PLUGINS
    if folder == "translations":
        return not rest.startswith("qtbase_zh_CN")
    return folder in QT_FOLDERS
