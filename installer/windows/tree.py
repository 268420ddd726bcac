"""Lays out what Setup installs: app/runtime (Python), app/site (wheels, caseapp, resources) and app/start.py.

usage: tree.py PYTHON_ZIP WHEELS_FOLDER SOURCE_FOLDER TREE_FOLDER EPOCH
"""

from __future__ import annotations

import os
import py_compile
import shutil
import sys
import zipfile
from pathlib import Path

from trimming import unused_in_runtime, unused_in_site

PTH = "python311.zip\n.\n..\\site\n"
MAGIC = (3, 11)  # byte code is made by the Python that runs this, for the Python that is shipped


def main() -> int:
    """Build the tree."""
    python_zip, wheels, source, tree = (Path(word) for word in sys.argv[1:5])
    if sys.version_info[:2] != MAGIC:
        print("Python 3.11 is needed to compile for the embedded Python 3.11.", file=sys.stderr)
        return 2
    app = tree / "app"
    shutil.rmtree(tree, ignore_errors=True)
    app.mkdir(parents=True)
    lay_runtime(python_zip, app / "runtime")
    for wheel in sorted(wheels.glob("*.whl")):
        lay_wheel(wheel, app / "site")
    lay_program(source, app)
    compile_all(app)
    date_all(tree, int(sys.argv[5]))
    return 0


def lay_runtime(archive: Path, folder: Path) -> None:
    """Unpack the embeddable Python; the one from the index keeps its files in a folder of the version."""
    with zipfile.ZipFile(archive) as parts:
        for info in parts.infolist():
            prefix, _, name = info.filename.rpartition("/")
            if name and prefix in ("", "cp311") and not unused_in_runtime(name):
                write(folder / name, parts.read(info))
    (folder / "python311._pth").write_bytes(PTH.encode())


def lay_wheel(wheel: Path, site: Path) -> None:
    """Unpack what is used of one wheel."""
    with zipfile.ZipFile(wheel) as parts:
        for info in parts.infolist():
            if not info.is_dir() and ".data/" not in info.filename and not unused_in_site(info.filename):
                write(site / info.filename, parts.read(info))


def lay_program(source: Path, app: Path) -> None:
    """Copy caseapp with its resources, and the entry."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(source / "src" / "caseapp", app / "site" / "caseapp", ignore=leave)
    shutil.copytree(source / "resources", app / "site" / "caseapp" / "_resources", ignore=leave)
    for tool in ("fonts/build.py", "icons/app/draw.py"):  # they made the files beside them
        (app / "site" / "caseapp" / "_resources" / tool).unlink(missing_ok=True)
    shutil.copy(source / "installer" / "windows" / "start.py", app / "start.py")


def compile_all(app: Path) -> None:
    """Put byte code beside every module, not checked against the source's date: a copied tree writes nothing."""
    for path in sorted(app.rglob("*.py")):
        if "_resources" not in path.parts and path.name != "start.py":
            shown = path.relative_to(app).as_posix()
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(path), dfile=shown, doraise=True, invalidation_mode=mode)


def date_all(tree: Path, epoch: int) -> None:
    """Give every file the date of the commit."""
    for path in sorted(tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (epoch, epoch))


def write(path: Path, data: bytes) -> None:
    """Write one file, its folder made first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    raise SystemExit(main())
