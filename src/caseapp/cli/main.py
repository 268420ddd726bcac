"""Dispatch and exit status: 0 done, 1 refused (one sentence on stderr, nothing changed), 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

DONE, REFUSED = 0, 1


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if argv and argv[0] in ("due", "fee"):
        from caseapp.cli import due

        return guarded(lambda: due.run(argv))
    from caseapp.cli import commands

    return guarded(lambda: commands.run(argv))


def guarded(work: Callable[[], int]) -> int:
    """Turn a refusal or trouble with the environment into one sentence and status 1; a bug keeps its traceback."""
    from caseapp.law.errors import LawRefusal

    try:
        return work()
    except LawRefusal as refusal:
        problems = getattr(refusal, "problems", ())
        for problem in problems if len(problems) > 5 else ():
            print(f"第 {problem.row} 行：{problem.reason}", file=sys.stderr)
        said = f"{refusal.sentence}（{refusal.article}）" if refusal.article else refusal.sentence
    except BrokenPipeError:
        return DONE
    except OSError as error:
        from caseapp.casework.environment import environment_sentence

        said = environment_sentence(error)
    except Exception as error:
        if not type(error).__module__.startswith("caseapp."):
            raise
        said = str(error)
    print(said, file=sys.stderr)
    return REFUSED
