"""The one entry: a window without a command or with a file to open, the command line with a command."""

from __future__ import annotations

import sys

from caseapp.casework.places import opens_window


def main() -> int:
    """Run the program and return its exit status."""
    argv = sys.argv[1:]
    if argv and not opens_window(argv[0]) and (not argv[0].startswith("-") or argv[0] in ("-h", "--help")):
        from caseapp.cli.main import main as run_command

        return run_command(argv)
    from caseapp.app import main as run_window

    return run_window(argv)


if __name__ == "__main__":
    raise SystemExit(main())
