"""Which disk a record stands on, by the mounts of the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.upkeep import disks
from caseapp.casework.upkeep.disks import file_system, on_share

MOUNTS = r"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:5 / /proc rw,nosuid - proc proc rw
40 22 0:44 / /mnt/share rw,relatime shared:9 - cifs //server/office rw,vers=3.0
41 22 0:45 / /mnt/\345\205\261\344\272\253\040\347\233\230 rw,relatime - nfs4 server:/office rw
42 40 8:17 / /mnt/share/stick rw,relatime - vfat /dev/sdb1 rw
43 22 0:46 / /run/user/1000/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw
not a line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/张敏/办件记录.caseapp", "ext4"),
        ("/mnt/share/办件记录.caseapp", "cifs"),
        ("/mnt/share2/办件记录.caseapp", "ext4"),
        ("/mnt/共享 盘/a/办件记录.caseapp", "nfs4"),
        ("/mnt/share/stick/办件记录.caseapp", "vfat"),
        ("/run/user/1000/gvfs/smb-share:server/a.caseapp", "fuse.gvfsd-fuse"),
    ],
)
def test_the_longest_mount_that_holds_it_decides(path, kind):
    assert file_system(Path(path), MOUNTS) == kind


def test_what_the_system_does_not_say_is_no_share(tmp_path, monkeypatch):
    assert file_system(tmp_path, "") == ""
    monkeypatch.setattr(disks, "_MOUNTS", tmp_path / "none")
    assert not on_share(tmp_path / "办件记录.caseapp")


def test_a_record_on_a_share_is_told(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {tmp_path} rw - cifs //server/office rw\n", encoding="utf-8")
    monkeypatch.setattr(disks, "_MOUNTS", mounts)
    assert on_share(tmp_path / "办件记录.caseapp")
