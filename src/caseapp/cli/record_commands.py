"""The commands of the whole record: office, ledgers, copies, sample, doctor."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from caseapp.casework.icsfile import write_ics
from caseapp.casework.letters.typefaces import choose_font, font_choices
from caseapp.casework.office import PROFILE_LABELS, Office, Profile, Refused, save_person, save_profile
from caseapp.casework.places import record_path
from caseapp.casework.upkeep import backups
from caseapp.cli.common import pairs, say

Options = argparse.Namespace


def office_profile(office: Office, options: Options, today: date) -> int:
    """Show or set 机关信息 and people."""
    if options.set:
        values = pairs(options.set)
        for key in values:
            if key not in PROFILE_LABELS:
                raise Refused(f"没有名为“{key}”的机关信息，可用的有：{'、'.join(PROFILE_LABELS)}。")
        merged = {key: getattr(office.profile, key) for key in PROFILE_LABELS} | values
        save_profile(office, Profile(**merged), complete=False)
    if options.person:
        save_person(office, options.person)
    for role, place in pairs(options.font).items():
        choose_font(office, role, Path(place) if place else None)
    profile = {key: getattr(office.profile, key) for key in PROFILE_LABELS}
    fonts = font_choices(office)
    lines = [f"{PROFILE_LABELS[key]}（{key}）：{value or '未填'}" for key, value in profile.items()]
    lines += [f"文书字体 {font.label}（{font.role}）：{font.words}　{font.problem}".rstrip("　") for font in fonts]
    data = {
        "profile": profile,
        "people": [p.name for p in office.people()],
        "fonts": {font.role: str(font.path) if font.path else None for font in fonts},
    }
    return say(options, "\n".join(lines), data)


def export_ics(office: Office, options: Options, today: date) -> int:
    """Write the due dates as a calendar file."""
    count = write_ics(office, Path(options.file), today)
    return say(options, f"已把 {count} 个日期写到 {options.file}。", {"count": count, "file": options.file})


def backup(office: Office, options: Options, today: date) -> int:
    """Make a verified copy."""
    path = backups.backup_to(office, Path(options.to) if options.to else None)
    return say(options, f"已备份并核对：{path}", {"file": str(path)})


def restore(options: Options, today: date) -> int:
    """Put a verified copy in the record's place."""
    path = record_path(options.record)
    aside = backups.restore(Path(options.file), path)
    words = f"已用 {options.file} 恢复 {path}。" + (f"原记录改名为 {aside.name} 保留。" if aside else "")
    return say(options, words, {"record": str(path), "set_aside": str(aside) if aside else None})


def verify(options: Options, today: date) -> int:
    """Check a record or copy; findings are the answer of the command, status 1 when there are any."""
    path = Path(options.file) if options.file else record_path(options.record)
    findings = backups.verify(path)
    say(options, "\n".join(findings) or f"{path} 完好。", {"file": str(path), "findings": findings})
    return 1 if findings else 0


def sample(options: Options, today: date) -> int:
    """Write the worked 2021 year."""
    from caseapp.casework.upkeep.sample import make_sample

    made = make_sample(Path(options.out))
    words = (
        f"示例年度已生成：{made.record}\n答复书 {len(made.letters)} 份，告知书和表单 {len(made.forms)} 份，"
        f"台账 {made.ledger.name}，年度统计 {made.annual.name}。"
    )
    data = {
        "record": str(made.record),
        "letters": [str(p) for p in made.letters],
        "forms": [str(p) for p in made.forms],
        "ledger": str(made.ledger),
        "annual": str(made.annual),
    }
    return say(options, words, data)


def doctor(options: Options, today: date) -> int:
    """Say what is installed and missing, or try every part; status 1 when something needed is missing or fails."""
    if options.self_test:
        return _self_test(options, today)
    from caseapp.casework.upkeep.doctor import examine

    checks = examine(record_path(options.record))
    lines = [f"{'正常' if c.ok else '缺少' if c.needed else '没有'}　{c.name}　{c.detail}" for c in checks]
    data = [{"name": c.name, "ok": c.ok, "needed": c.needed, "detail": c.detail} for c in checks]
    say(options, "\n".join(lines), data)
    return 0 if all(c.ok or not c.needed for c in checks) else 1


def _self_test(options: Options, today: date) -> int:
    from caseapp.casework.upkeep.selftest import report, self_test

    trials = self_test(today)
    say(options, report(trials), [{"name": t.name, "ok": t.ok, "detail": t.detail} for t in trials])
    return 0 if all(t.ok for t in trials) else 1
