"""Printing: options to the command line, refusals in one sentence, one fact a print that moves nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.case_words import fact_lines
from caseapp.casework.casefile import load_case
from caseapp.casework.handling import correcting
from caseapp.casework.office import Refused
from caseapp.casework.paper import printers
from caseapp.casework.paper.printers import A4, PrintOptions, checked, job_trouble, send_to_lp
from caseapp.casework.paper.printing import owed_documents, print_documents, record_printed
from casework.offices import D, finalise, new_office, register, to_sign_off
from fake_cups import install

TODAY = D("2026-11-10")
HP = PrintOptions("HP_M404")


@pytest.fixture
def cups(tmp_path, monkeypatch):
    return install(tmp_path, monkeypatch)


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "r.caseapp", "2026-11-10")
    yield office
    office.close()


def case_of(office, case_id):
    return load_case(office, case_id, TODAY)


def test_the_printers_are_listed_with_the_systems_choice_first(cups):
    assert [(p.name, p.default) for p in printers.printers()] == [("HP_M404", True), ("办公室彩印", False)]
    cups.set("default", "no system default destination\n")
    assert [(p.name, p.default) for p in printers.printers()] == [("HP_M404", False), ("办公室彩印", False)]


@pytest.mark.parametrize(
    ("options", "command"),
    [
        (HP, ["-d", "HP_M404", "-n", "1", "-o", "sides=one-sided"]),
        (
            PrintOptions("办公室彩印", 3, "1-2,4", True),
            ["-d", "办公室彩印", "-n", "3", "-P", "1-2,4", "-o", "sides=two-sided-long-edge"],
        ),
    ],
)
def test_options_become_the_command_line_of_lp_at_true_scale(cups, options, command):
    job = send_to_lp(b"%PDF-1.7", "2026-001 答复书", options, A4)
    assert job == f"{options.printer}-1"
    fixed = ["-o", "media=A4", "-o", "print-scaling=none", "-t", "2026-001 答复书", "-"]
    assert cups.jobs() == [command + fixed]
    assert cups.pdf() == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("typed", "read"), [("", ""), ("1-2,4", "1-2,4"), (" 1－2，4 ", "1-2,4"), ("2、3", "2,3"), ("5", "5")]
)
def test_a_page_range_is_read_as_it_is_typed(typed, read):
    assert checked(PrintOptions("P", pages=typed), 5).pages == read


@pytest.mark.parametrize(
    ("options", "pages", "sentence"),
    [
        (PrintOptions(" "), 5, "还没有选择打印机，请先选一台。"),
        (PrintOptions("P", 0), 5, "“份数”应当是 1 至 99。"),
        (PrintOptions("P", 100), 5, "“份数”应当是 1 至 99。"),
        (PrintOptions("P", pages="a"), 5, "“页码范围”应当写成 1-2,4 这样的形式，全部打印的留空。"),
        (PrintOptions("P", pages="1-"), 5, "“页码范围”应当写成 1-2,4 这样的形式，全部打印的留空。"),
        (PrintOptions("P", pages="3-2"), 5, "“页码范围”应当从第 1 页起、由小到大，例如 1-2,4。"),
        (PrintOptions("P", pages="0"), 5, "“页码范围”应当从第 1 页起、由小到大，例如 1-2,4。"),
        (PrintOptions("P", pages="2,2"), 5, "“页码范围”应当从第 1 页起、由小到大，例如 1-2,4。"),
        (PrintOptions("P", pages="1-6"), 5, "“页码范围”超出了文书，这份文书共 5 页。"),
        (PrintOptions("P", pages="1"), None, "“页码范围”只能用于一份文书；选了几份的，请清空页码范围或者逐份打印。"),
    ],
)
def test_an_option_that_cannot_be_is_one_sentence(options, pages, sentence):
    with pytest.raises(Refused) as refused:
        checked(options, pages)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("said", "running", "sentence"),
    [
        (
            "lp: The printer or class does not exist.",
            "scheduler is running",
            "打印机“HP_M404”不存在或者已被移除，没有打印；请另选一台打印机。",
        ),
        (
            "lp: Error - The printer or class does not exist.",
            "scheduler is not running",
            "系统的打印服务没有运行，没有打印；请联系管理员启动打印服务，或者另存为 PDF 到别的电脑打印。",
        ),
        (
            'lp: Destination "HP_M404" is not accepting jobs.',
            "scheduler is running",
            "打印机“HP_M404”现在不接收任务，没有打印；请查看打印机，或者另选一台。",
        ),
        (
            "lp: Forbidden",
            "scheduler is running",
            "没有使用打印机“HP_M404”的权限，没有打印；请联系管理员，或者另选一台。",
        ),
        (
            "lp: Too many active jobs.",
            "scheduler is running",
            "打印机“HP_M404”没有接收任务，没有打印；请查看打印机或者另选一台（系统的说明：Too many active jobs.）。",
        ),
    ],
)
def test_what_lp_says_is_told_in_one_chinese_sentence_and_nothing_is_recorded(office, cups, said, running, sentence):
    case_id = register(office)
    cups.set("running", running)
    cups.refuse(said)
    before = case_of(office, case_id)
    with pytest.raises(Refused) as refused:
        print_documents(office, case_id, [before.documents[-1].id], HP, TODAY)
    assert refused.value.sentence == sentence
    assert case_of(office, case_id) == before


def test_a_service_that_does_not_answer_is_given_up_after_its_time(cups, monkeypatch):
    monkeypatch.setattr(printers, "TIMEOUT", 0.2)
    place = cups.folder.parent / "programs" / "lp"
    place.write_text("#!/bin/sh\nexec sleep 30\n")
    with pytest.raises(Refused, match="没有回应，没有打印；请查看打印机和网络后重试。"):
        send_to_lp(b"%PDF", "x", HP)


ALERT = "HP_M404-1  root  1024  today\n\tStatus: \n\tAlerts: {}\n\tqueued for HP_M404\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"finished": ALERT.format("job-completed-successfully")}, ""),
        ({"finished": ALERT.format("processing-to-stop-point")}, ""),  # CUPS leaves it on jobs that went well
        ({"finished": ALERT.format("job-canceled-by-user")}, "被取消，没有印完"),
        ({"finished": ALERT.format("aborted-by-system")}, "中途失败，没有印完"),
        ({"finished": ALERT.replace("-1 ", "-7 ").format("aborted-by-system")}, ""),
        ({"queue": "HP_M404-1 root 1024 today\n"}, ""),
        ({"queue": "HP_M404-1 root 1024 today\n", "state": "printer HP_M404 disabled since today -\n"}, "已暂停"),
        ({"gone": ""}, "没有了回应，打印可能没有完成"),
    ],
)
def test_a_job_is_watched_for_a_while_and_what_went_wrong_is_told(cups, files, told):
    for name, text in files.items():
        cups.set(name, text)
    found = job_trouble("HP_M404", ["HP_M404-1"], seconds=0)
    assert told in found
    assert bool(found) == bool(told)


def test_each_document_is_a_job_of_its_own_and_all_are_one_fact(office, cups):
    case_id = register(office)
    to_sign_off(office, case_id, "already_public", "2026-11-10")
    owed = [d.id for d in owed_documents(case_of(office, case_id))]
    assert len(owed) == 2
    printed = print_documents(office, case_id, owed, PrintOptions("HP_M404", 2), TODAY)
    assert printed.sent.queue_ids == ("HP_M404-1", "HP_M404-2")
    case = case_of(office, case_id)
    (fact,) = [f for f in case.facts if f.kind == "printed"]
    titles = [d.title for d in case.documents]
    assert fact.detail == {"documents": owed, "titles": titles, "printer": "HP_M404", "copies": 2, "pages": ""}
    assert owed_documents(case) == ()
    line = next(line for line in fact_lines(office, case) if line.kind == "printed")
    assert (line.title, line.text) == ("打印", "、".join(titles) + "；每份打印 2 份；HP_M404")


def test_when_the_second_fails_the_first_is_recorded_and_both_are_named(office, cups):
    case_id = register(office)
    to_sign_off(office, case_id, "already_public", "2026-11-10")
    first, second = owed_documents(case_of(office, case_id))
    cups.refuse("lp: The printer or class does not exist.", after=1)
    printed = print_documents(office, case_id, [first.id, second.id], HP, TODAY)
    assert printed.sent.refusal == (
        "打印机“HP_M404”不存在或者已被移除，没有打印；请另选一台打印机；"
        f"已送打印并已登记的有“{first.title}”，没有打印的有“{second.title}”。"
    )
    assert [d.id for d in owed_documents(case_of(office, case_id))] == [second.id]


@pytest.mark.parametrize(("pages", "envelope"), [("1", ""), ("", "DL")])
def test_a_part_or_an_envelope_leaves_the_document_owed(office, pages, envelope):
    case_id = register(office)
    document = case_of(office, case_id).documents[-1].id
    record_printed(office, case_id, [document], TODAY, PrintOptions("P", pages=pages), envelope=envelope)
    assert document in [d.id for d in owed_documents(case_of(office, case_id))]


def test_a_print_that_is_voided_is_owed_again_and_its_document_stands(office):
    case_id = register(office)
    document = case_of(office, case_id).documents[-1].id
    record_printed(office, case_id, [document], TODAY, HP)
    fact = case_of(office, case_id).facts[-1]
    correcting.void_fact(office, case_id, fact.id, "卡纸，没有印出", TODAY)
    case = case_of(office, case_id)
    assert [d.id for d in owed_documents(case)] == [d.id for d in case.documents if not d.voided]
    assert not any(d.voided for d in case.documents)


def test_a_voided_document_is_owed_no_more(office):
    case_id = register(office)
    to_sign_off(office, case_id, "already_public", "2026-11-10")
    finalise(office, case_id, "already_public", "2026-11-10", reason="无")
    case = case_of(office, case_id)
    reply, final = case.reply, next(f for f in case.facts if f.kind == "finalised")
    assert reply.id in [d.id for d in owed_documents(case)]
    correcting.void_fact(office, case_id, final.id, "写错", TODAY)
    assert reply.id not in [d.id for d in owed_documents(case_of(office, case_id))]


def derived(case):
    clock = case.clock
    return case.status, clock.due, clock.state, case.outcome, case.touched, case.reviews


def test_printing_moves_no_clock_and_is_no_entry_that_ends_idle_days(office):
    case_id = register(office)
    before = case_of(office, case_id)
    office.now.__self__.day = TODAY + timedelta(days=10)
    record_printed(office, case_id, [before.documents[-1].id], TODAY, HP)
    after = case_of(office, case_id)
    assert derived(after) == derived(before)
    assert after.touched == TODAY


def test_a_document_of_another_case_is_refused(office, cups):
    mine, other = register(office), register(office, applicant="李四")
    document = case_of(office, other).documents[-1].id
    with pytest.raises(Refused, match=f"本件没有编号为 {document} 的文书，请核对。"):
        print_documents(office, mine, [document], HP, TODAY)
    with pytest.raises(Refused, match="打印的文书不在本件中"):
        record_printed(office, mine, [document], TODAY, HP)
    assert cups.jobs() == []


def test_printing_stays_out_of_the_course_of_the_registration_form(office):
    from caseapp.casework.letters.letter_context import context_of

    case_id = register(office)
    record_printed(office, case_id, [case_of(office, case_id).documents[-1].id], TODAY, HP)
    assert "打印" not in [fact["text"] for fact in context_of(office, case_of(office, case_id), {})["facts"]]
