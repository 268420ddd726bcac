"""Works the installed window from outside its process by accessible names: from the first start to a served letter.

Run by check_window.sh with the system's python3 inside a session with Xvfb, a window manager and the AT-SPI bus.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from window_hands import Window

DAY = "2026-09-07"
HOME = Path(os.environ["HOME"])
SIGNERS = ("张敏", "刘建国", "孙秀兰", "王立新")
GROUPS = (
    "一、涉密与工作秘密",
    "二、来源与会商",
    "三、国家安全、公共安全、经济安全、社会稳定",
    "四、第三方权益",
    "五、统计调查对象",
    "六、内部事务、过程性信息、执法案卷",
    "七、处理与结论",
)


def main() -> None:
    """One case by hand."""
    window = Window("caseapp", "--today", DAY)
    first_start(window)
    self_test(window)
    register(window)
    decide(window)
    review(window)
    write_letter(window)
    save_and_serve(window)
    window.close()


def first_start(window: Window) -> None:
    """The three steps of an empty record."""
    window.fill(
        机关名称="济宁市统计局",
        政府信息公开工作机构="济宁市统计局办公室",
        答复书代字="济统依复",
        告知书代字="济统依告",
        办公地址="济宁市任城区某某路1号",
        邮政编码="272000",
        联系电话="0537-0000000",
        联系人="张敏",
    )
    window.press("下一步")
    window.fill(行政复议机关="济宁市人民政府", 起诉法院="济宁市任城区人民法院", 网络平台名称="互动交流平台")
    window.press("下一步")
    window.fill(姓名="张敏", 科室="办公室")
    window.press("完成")
    told("first start done")


def self_test(window: Window) -> None:
    """设置—支持 says the same as the command line."""
    window.press("设置")
    window.press("支持")
    window.press("开始自检")
    told(window.sees("自检通过"))


def register(window: Window) -> None:
    """A posted request."""
    window.press("登记新申请")
    window.press("渠道 邮寄（签收）")
    window.fill(申请人="王喆", 申请内容="2024年、2025年全市粮食播种面积和总产量。", 联系电话="0537-0000001")
    window.fill(通信地址="济宁市任城区某某街2号")
    window.press("登记")
    told(window.sees("最迟 2026-10-10"))


def decide(window: Window) -> None:
    """予以公开."""
    window.press("判断办理结果")
    window.press("直接选择结果")
    window.press("予以公开（提供）")
    window.fill(理由="数据由本机关制作，可以公开。")
    window.press("确定办理结果")
    told(window.sees("先审查、后公开"))


def review(window: Window) -> None:
    """The checklist answered and signed by four."""
    window.press("保密审查")
    window.fill(信息名称="2024、2025年粮食产量分县数据", 产生科室="农村统计科")
    for group in GROUPS:
        window.press(f"{group}：均为否")
    window.press("K23 不涉及")
    window.press("K24 是")
    window.choose("请选择审查结论", "公开")
    window.press("保存审查表")
    for name in SIGNERS:
        window.fill_list("签字人", name)
        window.press("登记签字")
        time.sleep(1)
    told("review signed by four")


def write_letter(window: Window) -> None:
    """Draft, 送签, 签发, 定稿."""
    window.press("返回案件")
    window.press("送签答复书")
    window.sees("“提供的材料”没有填写")
    window.fill(提供的材料="2024年、2025年粮食播种面积和总产量", 提供页数="3")
    window.choose("提供方式", "随本答复书邮寄纸质复印件")
    window.sees("草稿，已自动保存")
    time.sleep(2)
    window.press("送签答复书")
    window.fill(拟办意见="拟予以公开，提供材料3页，邮寄送达")
    window.press("送签")
    window.press("登记签发")
    window.fill_list("签发人", "王立新")
    window.fill(职务="分管领导")
    window.press("登记签发")
    window.press("定稿答复书")
    window.press("定稿")
    told(window.sees("济统依复〔2026〕1号"))


def save_and_serve(window: Window) -> None:
    """The letter printed to PDF, its sealed scan kept, and served."""
    letter = HOME / "reply.pdf"
    window.press("另存为 PDF…")
    time.sleep(1)
    window.type_keys(str(letter))
    window.key("Return")
    until = time.monotonic() + 20
    while not letter.exists() and time.monotonic() < until:
        time.sleep(0.2)
    head = letter.read_bytes()[:5]
    if head != b"%PDF-":
        raise SystemExit(f"不是 PDF：{head!r}")
    told(f"letter printed to {letter}, {letter.stat().st_size} bytes")
    window.dismiss_alert()
    window.press("存入盖章件")
    window.fill(盖章件文件=str(letter))
    window.press("存入盖章件")
    window.press("登记送达")
    window.fill(邮件号="XA00000000137")
    window.press("登记送达")
    told(window.sees("按期办结"))


def told(words: str) -> None:
    """Say how far it has come."""
    print(f"    {words}", flush=True)


if __name__ == "__main__":
    main()
