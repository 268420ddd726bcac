"""Turns the tokens into palette, font and style sheet; the only place a widget's look is decided."""

from __future__ import annotations

import sys
from string import Template

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from caseapp import resources
from caseapp.ui.tokens import DARK, LIGHT, Tokens, as_mapping

_FAMILIES = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei"),
    "linux": ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei"),
}
_BUNDLED_UI_FONT = "fonts/hei.ttf"

_SHEET = Template(
    """
* { font-size: 14px; color: $text; }
QMainWindow, QWidget#page, QDialog { background: $window; }
QWidget#nav { background: $surface_alt; border-right: 1px solid $line; }
QFrame#panel { background: $surface; border: 1px solid $line; border-radius: 4px; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel#pageTitle { font-size: 20px; font-weight: 600; }
QLabel#panelTitle { font-weight: 600; }
QLabel#sectionTitle { font-weight: 600; }
QLabel#question { font-size: 20px; font-weight: 600; }
QLabel#hint { color: $accent_text; background: $accent_weak; font-size: 13px; border-radius: 4px; padding: 6px 10px; }
QLabel#due { font-size: 20px; font-weight: 600; }
QLabel#secondary { color: $text2; font-size: 13px; }
QLabel#reason { color: $text2; font-size: 12px; }
QLabel#check { font-size: 13px; }
QLabel#faint { color: $text3; font-size: 12px; }
QLabel#problem { color: $danger; font-size: 12px; }
QLabel#found { background: $accent_weak; }
QLabel#caution { color: $warn; font-size: 12px; }
QLabel#fieldLabel { color: $text2; }
QLabel[badge="danger"] { color: $danger; background: $danger_bg; }
QLabel[badge="warn"] { color: $warn; background: $warn_bg; }
QLabel[badge="hold"] { color: $hold; background: $hold_bg; }
QLabel[badge="ok"] { color: $ok; background: $ok_bg; }
QLabel[badge="neutral"] { color: $text2; background: $header; }
QLabel[badge="provisional"] { color: $text2; background: transparent; border: 1px dashed $line_strong; }
QLabel[badge] { border-radius: 3px; padding: 1px 8px; font-size: 12px; font-weight: 500; }
QLabel#count { font-size: 15px; font-weight: 600; }
QLabel#count[tone="danger"] { color: $danger; }
QLabel#count[tone="warn"] { color: $warn; }
QLabel#count[tone="hold"] { color: $hold; }
QLabel#count[tone="ok"] { color: $ok; }
QWidget[toneBar="danger"] { background: $danger; }
QWidget[toneBar="warn"] { background: $warn; }
QWidget[toneBar="hold"] { background: $hold; }
QWidget[toneBar="ok"] { background: $ok; }
QWidget[toneBar="neutral"] { background: $line_strong; }
QLabel#stepMark { border: 1px solid $line_strong; border-radius: 13px; font-size: 13px; }
QLabel#stepMark[done="true"] { border-color: $ok; background: $ok_bg; color: $ok; }
QLabel#stepMark[here="true"] { border-color: $accent; background: $accent; color: $on_accent; }
QPushButton {
    background: $surface; border: 1px solid $line_strong; border-radius: 4px; padding: 0 14px; min-height: 30px;
}
QPushButton:hover { background: $surface_alt; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 500; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[blocked="true"] { background: $header; color: $text3; border: 1px solid $line; }
QPushButton[small="true"] { min-height: 26px; padding: 0 10px; font-size: 13px; }
QPushButton[small="true"]:focus { min-height: 24px; padding: 0 9px; }
QPushButton[link="true"] {
    background: transparent; border: none; color: $accent_text; padding: 0 2px; min-height: 20px; font-size: 13px;
}
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 2px solid $accent; border-radius: 3px; padding: 0; min-height: 18px; }
QPushButton:disabled { background: $header; color: $text3; border: 1px solid $line; }
QToolButton#navButton {
    background: transparent; border: none; border-left: 3px solid transparent; text-align: left; padding-left: 12px;
    min-height: 38px; color: $text2;
}
QToolButton#navButton:hover { background: $header; }
QToolButton#navButton:checked {
    background: $accent_weak; border-left: 3px solid $accent; color: $accent_text; font-weight: 600;
}
QToolButton#navButton:focus { border: 2px solid $accent; padding-left: 11px; }
QToolButton#chip {
    background: $surface; border: 1px solid $line_strong; border-radius: 4px; padding: 0 10px; min-height: 26px;
    font-size: 13px;
}
QToolButton#chip:checked { background: $accent_weak; border-color: $accent; color: $accent_text; }
QToolButton#chip:focus { border: 2px solid $accent; padding: 0 9px; min-height: 24px; }
QToolButton#chip::menu-indicator { image: none; }
QToolButton#answer {
    background: $surface; border: 1px solid $line_strong; border-radius: 0; min-height: 18px; font-size: 13px;
    padding: 0 8px;
}
QToolButton#answer:checked { background: $accent; color: $on_accent; border-color: $accent; }
QToolButton#answer[against="true"]:checked { background: $warn; color: $on_accent; border-color: $warn; }
QToolButton#answer:focus { border: 2px solid $accent_hover; padding: 0 7px; min-height: 16px; }
QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit, QTextEdit {
    background: $surface; border: 1px solid $line_strong; border-radius: 4px; padding: 0 8px; min-height: 30px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text3;
}
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $accent; padding: 0 7px; min-height: 28px;
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QTextEdit#manual, QTextEdit#manual:focus { border: none; border-radius: 0; padding: 0; }
QTreeView#contents { border-right: 1px solid $line; }
QTreeView#contents::item { min-height: 28px; border: none; }
QTreeView#contents::item:selected { background: $accent_weak; color: $accent_text; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"], QDateEdit[problem="true"] {
    border: 2px solid $danger; padding: 0 7px; min-height: 28px;
}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:read-only { background: $surface_alt; color: $text2; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong;
    selection-background-color: $accent_weak; selection-color: $text; }
QTableView, QListView, QTreeView {
    background: $surface; border: none; gridline-color: $line; font-size: 13px;
    selection-background-color: $accent_weak; selection-color: $text; outline: none;
    alternate-background-color: $surface;
}
QTableView::item, QListView::item { padding: 0 8px; border-bottom: 1px solid $line; }
QTableView::item:selected, QListView::item:selected { background: $accent_weak; color: $text; }
QListWidget { border-right: 1px solid $line; }
QListWidget::item { min-height: 30px; }
QListWidget#way { border: 1px solid transparent; }
QListWidget#way:focus { border: 1px solid $accent; }
QListWidget#way::item { min-height: 23px; border: none; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QHeaderView { background: $header; }
QHeaderView::section {
    background: $header; border: none; border-bottom: 1px solid $line; padding: 0 8px; color: $text2; font-size: 13px;
}
QHeaderView::up-arrow { image: url("$icons/up-$theme.png"); width: 10px; height: 10px; }
QHeaderView::down-arrow { image: url("$icons/down-$theme.png"); width: 10px; height: 10px; }
QTableView#todayList QHeaderView::section:first { padding-left: 15px; }
QScrollBar:vertical { background: $surface; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: $surface; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; background: $surface; }
QTabBar::tab { background: $surface; padding: 8px 16px; border: none; border-bottom: 3px solid transparent;
    color: $text2; }
QTabBar::tab:selected { color: $accent_text; border-bottom: 3px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#plain { background: transparent; }
QSplitter::handle { background: transparent; }
QStatusBar { background: $surface_alt; border-top: 1px solid $line; min-height: 26px; max-height: 26px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: 12px; color: $text2; }
QMenu { background: $surface; border: 1px solid $line_strong; }
QMenu::item { padding: 6px 24px; }
QMenu::item:selected { background: $accent_weak; }
QToolTip { background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px; font-size: 13px; }
QRadioButton, QCheckBox { spacing: 6px; background: transparent; }
QRadioButton[blocked="true"] { color: $text3; }
QRadioButton:focus, QCheckBox:focus { color: $accent_text; }
QRadioButton::indicator, QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $line_strong; background: $surface;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; background: $on_accent; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$icons/check-$theme.png"); }
QRadioButton::indicator:focus, QCheckBox::indicator:focus { border-color: $accent; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 28px; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$icons/down-$theme.png"); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 24px; background: transparent; }
QSpinBox::up-arrow { image: url("$icons/up-$theme.png"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$icons/down-$theme.png"); width: 12px; height: 12px; }
QProgressBar { background: $header; border: none; border-radius: 3px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QFrame#alert { background: $surface; border: 1px solid $line_strong; border-left: 4px solid $danger; }
QFrame#alert[kind="notice"] { border-left: 4px solid $accent; }
QDialog#form, QDialog#form QScrollArea, QDialog#form QWidget#plain { background: $surface; }
QScrollArea#framed { border: 1px solid $line; border-radius: 4px; }
QToolButton#fold {
    background: transparent; border: none; color: $accent_text; font-size: 13px; padding: 0 2px; min-height: 20px;
}
QToolButton#fold:focus { border: 2px solid $accent; border-radius: 3px; padding: 0; min-height: 18px; }
QLabel#fine { color: $ok; font-size: 12px; }
QWidget#groupHead { background: $surface_alt; }
QToolButton#groupFold { background: transparent; border: none; font-weight: 600; padding: 0 4px; min-height: 22px; }
QToolButton#groupFold:focus { border: 2px solid $accent; border-radius: 3px; padding: 0 2px; min-height: 18px; }
QLineEdit#cell {
    min-height: 20px; border: 1px solid transparent; padding: 0 4px; font-size: 13px; background: transparent;
}
QLineEdit#cell:hover { border: 1px solid $line; }
QLineEdit#cell:focus { border: 2px solid $accent; padding: 0 3px; min-height: 18px; background: $surface; }
QComboBox#cell { min-height: 20px; padding: 0 4px; font-size: 13px; background: transparent; }
QComboBox#cell:focus { border: 2px solid $accent; padding: 0 3px; min-height: 18px; background: $surface; }
QComboBox#cell[wanted="true"] { border: 1px solid $danger; }
QLineEdit#cell[wanted="true"] { border: 1px solid $danger; }
QWidget#signing { background: $accent_weak; }
QScrollArea#desk, QWidget#desk { background: $header; }
QLabel#sheet { background: transparent; }
QFrame#drop { border: 1px dashed $line_strong; border-radius: 4px; background: $surface_alt; }
"""
)


def is_dark() -> bool:
    """Tell whether the desktop asks for a dark theme."""
    from PySide6.QtCore import Qt

    hints = QGuiApplication.styleHints()
    return hints.colorScheme() == Qt.ColorScheme.Dark


def ui_font_family() -> str:
    """Return the Chinese UI font of the platform, or the bundled 黑体 where the desktop has none."""
    installed = set(QFontDatabase.families())
    for family in _FAMILIES.get(sys.platform, _FAMILIES["linux"]):
        if family in installed:
            return family
    bundled = resources.root() / _BUNDLED_UI_FONT
    if bundled.exists():
        loaded = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(bundled)))
        if loaded:
            return loaded[0]
    return QFont().defaultFamily()


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a theme."""
    icons = (resources.root() / "icons").as_posix()
    return _SHEET.substitute(as_mapping(tokens), icons=icons, theme="dark" if tokens is DARK else "light")


def current_tokens() -> Tokens:
    """Return the tokens the application was dressed in."""
    app = QApplication.instance()
    return DARK if app is not None and app.property("caseappDark") else LIGHT


def dress(app: QApplication, *, dark: bool | None = None) -> None:
    """Give the application its style, font, palette, style sheet and Chinese standard buttons."""
    wanted = is_dark() if dark is None else dark
    tokens = DARK if wanted else LIGHT
    app.setProperty("caseappDark", wanted)
    app.setStyle(QStyleFactory.create("Fusion"))
    font = QFont(ui_font_family())
    font.setPixelSize(14)
    app.setFont(font)
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens))
    _speak_chinese(app)


def _palette(tokens: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.surface_alt,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text3,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent_text,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.text,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette


def _speak_chinese(app: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.property("caseappTranslated"):
        return
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        app.setProperty("caseappTranslated", True)
