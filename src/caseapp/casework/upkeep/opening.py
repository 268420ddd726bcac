"""How the window comes by its record: made the first time, opened again after its disk was gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from caseapp.casework.ledger.reindex import keep_index_current
from caseapp.casework.office import Office, Refused
from caseapp.casework.places import make_folder, record_path
from caseapp.casework.upkeep.backups import refuse_kept_copy
from caseapp.store.errors import RecordReplaced


class Opening:
    """Opens one record, as often as it is asked.

    Attributes:
        record: where it stands.
        missing: whether the last try found no record where there had been one.
    """

    def __init__(
        self,
        record: Path,
        today: Callable[[], date],
        now: Callable[[], datetime],
        *,
        create: bool = True,
        known: bool = False,
    ) -> None:
        """Say how.

        Args:
            record: where it stands.
            today: asked for the day.
            now: asked for the moment of each journal line.
            create: whether one is made where there is none.
            known: whether it was worked on before, so that one missing now is lost and not new.
        """
        self.record = record
        self.missing = False
        self._today, self._now = today, now
        self._create, self._known = create, known

    def __call__(self) -> Office:
        """Open the record, its index brought up to this program's rules.

        Raises:
            Refused: it is a kept copy, or is not where it was. StoreError: it cannot be opened or made.
        """
        refuse_kept_copy(self.record)
        there = Office.is_there(self.record)
        self.missing = not there and self._known
        if self.missing:
            raise Refused(
                f"上次办理用的办件记录“{self.record}”现在找不到：U 盘或者网络盘可能没有接上，文件可能被移走，"
                "也可能在另一台计算机上。接好以后按“重试”。"
            )
        new = self._create and not there
        if there or new:
            make_folder(self.record.parent)
        office = Office.open(self.record, now=self._now, create=new)
        keep_index_current(office, self._today())
        self._known = True
        return office

    def make_new(self) -> None:
        """Let an empty record be made the next time, in the place of one that is gone for good.

        Where its folder is gone with it, the program's own place is taken.
        """
        if not self.record.parent.is_dir():
            self.record = record_path(None)
        self._create, self._known = True, False


def require_same(office: Office, shown: tuple[int, str]) -> None:
    """Check that the record opened again is the one that was open before: it holds the last line of its journal.

    A stick put in again passes, with more in it too; another office's record and an older copy do not.

    Args:
        office: just opened.
        shown: number and digest of the last line the screens have seen.

    Raises:
        RecordReplaced: it is another one, or has less.
    """
    if not office.record.holds_line(*shown):
        raise RecordReplaced(office.record.path)
