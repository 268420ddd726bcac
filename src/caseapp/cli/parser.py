"""The grammar of the commands that work on a record."""

from __future__ import annotations

import argparse

from caseapp.cli.annual_commands import add_annual
from caseapp.cli.bundle_commands import add_bundle
from caseapp.cli.calendar_commands import ACTIONS, FILE_HELP, SOURCE_HELP, YEAR_HELP
from caseapp.cli.checklist_commands import add_checklist
from caseapp.cli.choose_commands import add_choose
from caseapp.cli.dispute_records import add_dispute
from caseapp.cli.export_commands import add_export
from caseapp.cli.fact_commands import RECORDED
from caseapp.cli.import_commands import add_import
from caseapp.cli.look_commands import add_look
from caseapp.cli.material_commands import add_disclosure, add_mask
from caseapp.cli.print_commands import add_envelope, add_print
from caseapp.cli.publication_commands import add_applicant, add_publications
from caseapp.cli.registration_commands import add_registration
from caseapp.cli.review_commands import add_review
from caseapp.cli.template_commands import add_template
from caseapp.cli.update_commands import add_update
from caseapp.cli.usage import Parser
from caseapp.cli.year_commands import add_year
from caseapp.law.outcomes import Outcomes
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS, SERVICE_WAYS


def choosable(outcomes: Outcomes) -> tuple[str, ...]:
    """Return the keys of the outcomes, on each ground."""
    return tuple(
        o.on_ground(ground).key for o in outcomes.items.values() for ground in [g.id for g in o.grounds] or [""]
    )


def build_parser(outcomes: Outcomes) -> argparse.ArgumentParser:
    """Return the parser of every command but the calculators."""
    parser = Parser(prog="caseapp", description="依申请公开办件台（不带参数打开窗口）", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        made.add_argument("--record", help="办件记录的路径，默认用 CASEAPP_RECORD 或者本机记录")
        made.add_argument("--today", metavar="DATE", help="按哪一天办理，默认今天")
        made.add_argument("--json", action="store_true", help="机器可读输出")
        return made

    commands.add_parser("due", help="推算答复期限（caseapp due --help）", add_help=False)
    commands.add_parser("fee", help="计算信息处理费（caseapp fee --help）", add_help=False)
    _office(add("office", "机关信息和人员"))
    _register(add("register", "登记一件申请"))
    add_registration(add)
    show = add("show", "查看一件申请")
    show.add_argument("number")
    show.add_argument("--trace", action="store_true", help="列出期限的推算过程")
    show.add_argument("--statement", metavar="FILE.pdf", help="写出答复期限推算说明")
    _list(add("list", "列出申请"))
    add_applicant(add("applicant", "一个申请人的全部申请、联系方式和本月按件计收"))
    add_publications(add("publications", "本机关出版物和主动公开目录"))
    _fact(add("fact", "登记一件事实，或更正、作废一件事实"), outcomes)
    add_choose(add("choose", "按问题判断办理结果"))
    _attach(add("attach", "存入附件"))
    add_look(add("look", "查看公开件里有没有号码、地址、姓名和密级标志，不需要记录"))
    add_review(add("review", "填写保密审查表、登记签字"))
    _letter(add("letter", "起草、送签、签发、定稿、存入盖章件"))
    add_print(add("print", "打印文书，列出打印机"))
    add_envelope(add("envelope", "写出信封或者邮寄面单"))
    add_bundle(add("bundle", "案卷材料：编页的证据材料或者全部案卷，写成一个文件"))
    blank = add("blank", "写出空白申请表（第 1 页公民用，第 2 页法人或者其他组织用）")
    blank.add_argument("file", metavar="FILE.pdf")
    _serve(add("serve", "登记送达"))
    archive = add("archive", "归档")
    archive.add_argument("number")
    archive.add_argument("--file-number", required=True, help="归档号")
    archive.add_argument("--on", metavar="DATE", help="归档日期，默认今天")
    add_import(add("import", "导入已有台账，或者撤销最后一次导入"))
    add_export(add("export", "导出台账"))
    add("ics", "把在办申请的期限存成日历文件").add_argument("file", metavar="FILE.ics")
    add_annual(add("annual", "年度统计表、年度报告初稿"))
    add_year(add("year", "年度：填写表二、核对文字、列出数字对应的申请、封存和更正"))
    _calendar(add("calendar", "工作日历"))
    add_template(add("template", "文书模板和本机关的措辞"))
    add_checklist(add("checklist", "保密审查检查单和本机关的一版"))
    add_update(add("update", "更新文件（放假安排、文书模板、检查单）：生成，导入"))
    backup = add("backup", "备份记录")
    backup.add_argument("--to", metavar="FILE")
    restore = add("restore", "用备份恢复记录")
    restore.add_argument("file")
    verify = add("verify", "检查记录或备份是否完好")
    verify.add_argument("file", nargs="?")
    add_disclosure(add("disclosure", "检查数据表能不能推断单个单位，写出公开版"))
    add_mask(add("mask", "遮盖 PDF 或者扫描件，写出遮盖版"))
    add("sample", "生成 2021 年示例").add_argument("--out", required=True, metavar="DIR")
    doctor = add("doctor", "检查程序的各个部分是否齐全")
    doctor.add_argument("--self-test", action="store_true", help="在临时文件夹里把各个部分试用一遍，不动记录")
    return parser


def _office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="设置一项机关信息")
    parser.add_argument("--person", metavar="NAME", help="登记一名人员，并作为当前经办人")
    parser.add_argument(
        "--font", action="append", default=[], metavar="ROLE=FILE", help="文书改用本机的字体文件，FILE 留空恢复自带字体"
    )


def _calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("file", nargs="?", metavar="FILE|YEAR", help=FILE_HELP)
    parser.add_argument("--dry-run", action="store_true", help="只看哪些期限会变，不写入")
    parser.add_argument("--year", type=int, help=YEAR_HELP)
    parser.add_argument("--source", default="", metavar="S", help=SOURCE_HELP)


def _register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", required=True, choices=tuple(CHANNELS))
    parser.add_argument("--arrived", required=True, metavar="DATE", help="到件日期")
    parser.add_argument("--confirmed", metavar="DATE", help="双方确认日期")
    parser.add_argument("--class", dest="applicant_class", required=True, choices=tuple(APPLICANT_CLASSES))
    parser.add_argument("--applicant", required=True, help="申请人")
    parser.add_argument("--request", required=True, help="申请内容")
    for name, words in (
        ("confirmed-by", "确认人"),
        ("confirmed-how", "确认方式"),
        ("id-kind", "证件类型"),
        ("id-number", "证件号码"),
        ("phone", "联系电话"),
        ("email", "电子邮箱"),
        ("region", "省市县，默认取通信地址的开头"),
        ("address", "通信地址"),
        ("postcode", "邮政编码"),
        ("agent", "代理人"),
        ("agent-id", "代理人证件号码"),
        ("agent-phone", "代理人电话"),
        ("joint", "共同申请人：姓名 证件号码 电话；姓名 …"),
        ("written-by", "口头申请的代填人"),
        ("difficulty", "口头提出的原因"),
        ("form-wanted", "提供方式"),
        ("obtain-way", "获取方式"),
        ("department", "承办科室"),
        ("handler", "经办人"),
        ("note", "备注"),
        ("number", "登记编号，默认自动取号"),
        ("late-reason", "补录原因"),
    ):
        parser.add_argument(f"--{name}", default="", help=words)
    parser.add_argument("--mandate", choices=("yes", "no"), default="", help="代理人有没有授权委托书")


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", default="", help="在编号、姓名、内容、文号中查找")
    parser.add_argument("--year", type=int)
    parser.add_argument("--open", action="store_true", help="只列在办的")
    parser.add_argument("--limit", type=int, default=50)


def _fact(parser: argparse.ArgumentParser, outcomes: Outcomes) -> None:
    kinds = "例如 extended:2026-09-30:20；KIND 有：" + "、".join(sorted(RECORDED))
    parser.add_argument("number", help="登记编号")
    parser.add_argument("fact", nargs="?", metavar="KIND[#N]:DATE[:DETAIL]", help=kinds)
    parser.add_argument("--correct", type=int, metavar="ID", help="更正这条事实（配合 --on、--reason）")
    parser.add_argument("--void", type=int, metavar="ID", help="作废这条事实（配合 --reason）")
    parser.add_argument("--on", metavar="DATE")
    parser.add_argument("--reason", default="", help="理由")
    parser.add_argument("--note", default="", help="说明")
    parser.add_argument("--by", default="", help="确认人")
    parser.add_argument("--way", choices=tuple(SERVICE_WAYS), default="", help="告知方式（告知延期）")
    parser.add_argument("--told", metavar="DATE", help="延期同时告知申请人的日期（配合 --way）")
    parser.add_argument("--decision", default="行政复议决定书", help="责令答复的决定")
    parser.add_argument("--decision-number", default="", help="决定的文号")
    parser.add_argument("--calendar-days", action="store_true", help="决定的期限是自然日")
    parser.add_argument("--how", default="", help="确认方式")
    parser.add_argument("--approver", default="", help="批准人")
    parser.add_argument("--late-reason", default="", help="期限届满后补记延期的原因")
    parser.add_argument("--department", default="", help="承办科室")
    parser.add_argument("--person", default="", help="承办人")
    parser.add_argument("--unclear", default="", help="不明确之处")
    parser.add_argument(
        "--item",
        action="append",
        default=[],
        help="补正、说明理由的事项，告知第三方的信息，送审材料，或者 办理结果=申请内容；可多次",
    )
    parser.add_argument("--guidance", default="", help="指导和释明")
    parser.add_argument("--organ", default="", help="协办机关：转办改为发协办函")
    parser.add_argument("--content", default="", help="请办理的事项，送审的信息")
    parser.add_argument("--letter-number", default="", help="OA 给出的文号，默认自动取号")
    parser.add_argument("--from", dest="period_from", default="", metavar="DATE", help="申请件数的统计起日")
    parser.add_argument("--until", dest="period_until", default="", metavar="DATE", help="申请件数的统计止日")
    parser.add_argument("--requests", type=int, default=0, help="统计期间的申请件数")
    parser.add_argument("--payment", default="", help="缴费方式，默认用机关信息中的")
    parser.add_argument(
        "--ground", choices=("public", "unreasonable"), default="", help="仍然公开的根据：公共利益，或者理由不合理"
    )
    parser.add_argument("--online", action="store_true", help="通过互联网送达第三方，写明网上复议渠道")
    parser.add_argument("--term", default="", help="涉密材料的保密期限")
    parser.add_argument("--place", default="", help="涉密纸质件的存放处")
    parser.add_argument("--received-on", default="", metavar="DATE", help="收到更正申请的日期")
    parser.add_argument("--doubt", default="", help="送审不能确定的问题")
    parser.add_argument("--address", default="", help="第三方或机关的地址")
    parser.add_argument("--party", default="", help="第三方、机关或者送审机关的名称")
    parser.add_argument("--summary", default="", help="征求意见的信息")
    parser.add_argument("--interests", default="", help="可能影响的权益")
    parser.add_argument("--agrees", choices=("yes", "no"), help="对方是否同意公开")
    parser.add_argument("--items", type=int, help="按件收费的件数")
    parser.add_argument("--pages", type=int, help="按量收费的页数")
    parser.add_argument("--outcome", choices=choosable(outcomes), help="办理结果")
    parser.add_argument("--article", default="", help="其他法律、行政法规禁止公开的条文，例如《某某法》第十条")
    parser.add_argument("--search", action="append", default=[], metavar="KEY=VALUE", help="检索记录")
    add_dispute(parser)


def _attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.add_argument("file")
    parser.add_argument("--role", default="other", help="附件类别，例如 material、application")
    parser.add_argument("--not-secret", action="store_true", help="确认不含国家秘密")
    parser.add_argument("--note", default="")


def _letter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.add_argument("--slot", action="append", default=[], metavar="NAME=VALUE", help="填写项；列表项重复给出")
    parser.add_argument("--way", choices=tuple(SERVICE_WAYS), help="拟送达方式")
    parser.add_argument("--dated", metavar="DATE", help="成文日期，默认签发日期")
    step = parser.add_mutually_exclusive_group()
    step.add_argument("--preview", metavar="FILE.pdf", help="写出草稿")
    step.add_argument("--submit", action="store_true", help="送签")
    step.add_argument("--sign-off", metavar="NAME", help="登记签发人")
    step.add_argument("--finalise", action="store_true", help="定稿")
    step.add_argument("--sealed", metavar="FILE", help="存入盖章答复书")
    step.add_argument("--out", metavar="DIR", help="写出全部文书")
    step.add_argument("--docx", metavar="FILE.docx", help="写出答复书的 Word 副本，定稿前为草稿")
    parser.add_argument("--on", metavar="DATE", help="这一步的日期，默认今天")
    parser.add_argument("--post", default="", help="签发人职务")
    parser.add_argument("--letter-number", default="", help="OA 给出的文号")
    parser.add_argument("--reason", default="", help="有提醒仍定稿的理由，或重新定稿的原因")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.add_argument("--way", required=True, choices=tuple(SERVICE_WAYS))
    parser.add_argument("--on", metavar="DATE", help="交邮、签收或发出的日期，默认今天")
    parser.add_argument("--tracking", default="", help="邮件号")
    parser.add_argument("--receiver", default="", help="签收人")
    parser.add_argument("--proof", metavar="FILE", help="送达凭证")
