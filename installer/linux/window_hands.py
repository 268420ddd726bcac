"""Hands for a window in another process: what a screen reader hears of it, and keys."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - which Atspi must be said first

warnings.simplefilter("ignore", DeprecationWarning)
PATIENCE = 20.0  # seconds
_BUTTONS = ("push button", "button", "toggle button", "check box", "radio button", "page tab")
_FIELDS = ("text", "entry", "combo box", "spin button")


class Window:
    """The program under test."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(command, start_new_session=True)

    def elements(self) -> Iterator[Atspi.Accessible]:
        """Yield every element that is not hidden, dialogs included; it may have to be scrolled to."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(index)
            if program is not None and "caseapp" in (program.get_name() or ""):
                program.clear_cache()
                yield from _below(program)

    def names(self) -> list[str]:
        """Return every name there is, for a message."""
        return sorted({_name(e) for e in self.elements()})

    def find(self, name: str, roles: tuple[str, ...]) -> Atspi.Accessible:
        """Wait for the element of a name; of several, the one in what opened last."""
        until = time.monotonic() + PATIENCE
        while True:
            shown = [e for e in self.elements() if _name(e) == name and e.get_role_name() in roles]
            if shown:
                return shown[-1]
            if time.monotonic() > until:
                alike = [f"{e.get_role_name()} {_name(e)}" for e in self.elements() if name[:2] in _name(e)]
                raise SystemExit(f"没有找到“{name}”，相近的有：{alike}；画面上有：{self.names()}")
            time.sleep(0.1)

    def sees(self, words: str) -> str:
        """Wait until some text on the screen holds these words, and return it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for element in self.elements():
                if words in _name(element):
                    return _name(element)
            time.sleep(0.1)
        raise SystemExit(f"画面上没有“{words}”，有：{self.names()}")

    def press(self, name: str) -> None:
        """Press a button, or tick what can be ticked, once it can be."""
        button = self.find(name, _BUTTONS)
        until = time.monotonic() + PATIENCE
        while not button.get_state_set().contains(Atspi.StateType.ENABLED) and time.monotonic() < until:
            time.sleep(0.1)
        _act(button, "Press")
        time.sleep(0.5)

    def fill(self, **values: str) -> None:
        """Type into fields by their names."""
        for name, text in values.items():
            typed = self.find(name, _FIELDS).get_editable_text_iface()
            if typed is None:
                raise SystemExit(f"“{name}”不能填写")
            typed.set_text_contents(text)
            time.sleep(0.1)

    def find_list(self, name: str) -> Atspi.Accessible:
        """Return the list of a label, or the one that shows these words."""
        lists = [e for e in self.elements() if e.get_role_name() == "combo box" and name in (_label(e), _name(e))]
        if not lists:
            raise SystemExit(f"没有找到列表“{name}”")
        return lists[-1]

    def fill_list(self, label: str, text: str) -> None:
        """Type into the list that stands under a label and takes other words than it offers."""
        field = self.find_list(label)
        inner = [field.get_child_at_index(index) for index in range(field.get_child_count())]
        (typed,) = [e for e in inner if e.get_role_name() in _FIELDS]
        typed.get_editable_text_iface().set_text_contents(text)
        time.sleep(0.1)

    def choose(self, name: str, wanted: str) -> None:
        """Open a list and go down to the wanted words; ``name`` is its label or, without one, what it shows.

        On Linux Qt names a list by what it shows.
        """
        field = self.find_list(name)
        for _ in range(20):
            box = field.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
            place = (str(box.x + box.width // 2), str(box.y + box.height // 2))
            subprocess.run(["xdotool", "mousemove", *place, "click", "1"], check=True)
            time.sleep(0.5)
            self.key("Down")
            self.key("Return")
            time.sleep(0.3)
            field.clear_cache()
            if _name(field) == wanted:
                return
        raise SystemExit(f"没有“{wanted}”可选，停在“{_name(field)}”")

    def dismiss_alert(self) -> None:
        """Read what the window says."""
        self.press("知道了")

    def key(self, name: str) -> None:
        """Press a key."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
        time.sleep(0.1)

    def type_keys(self, text: str) -> None:
        """Type plain letters into what has the focus, over what is there."""
        self.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def close(self) -> None:
        """Close the window as its user does; the program must end well."""
        until = time.monotonic() + PATIENCE
        while True:
            self.key("alt+F4")  # goes to nobody before the window has the focus
            try:
                status = self.process.wait(timeout=3)
            except subprocess.TimeoutExpired:
                if time.monotonic() > until:
                    raise
            else:
                break
        if status:
            raise SystemExit(f"程序退出时返回 {status}")

    def kill(self) -> None:
        """End a program that waits for an answer, with what started it."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)


def _below(element: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    for index in range(min(element.get_child_count(), 400)):
        child = element.get_child_at_index(index)
        if child is None:
            continue
        if child.get_state_set().contains(Atspi.StateType.VISIBLE):
            yield child
        if child.get_role_name() not in ("table", "list", "combo box"):
            yield from _below(child)


def _name(element: Atspi.Accessible) -> str:
    return (element.get_name() or "").strip()


def _label(element: Atspi.Accessible) -> str:
    for relation in element.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return _name(relation.get_target(0)).rstrip("*").strip()
    return ""


def _act(element: Atspi.Accessible, wanted: str) -> None:
    actions = element.get_action_iface()
    names = [actions.get_action_name(index) for index in range(actions.get_n_actions())]
    actions.do_action(names.index(wanted) if wanted in names else 0)
