"""Does every action that is recorded anywhere have its sentence in the audit log, and the other way round?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from lms.admin.wording.audit import ACTIONS
from lms.admin.wording.lists import LISTS, OF_MODULE

ACTION = re.compile(r"[a-z_]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
RECORDERS = {"record", "_record", "_note", "note"}


def test_every_recorded_action_has_a_sentence_and_every_sentence_an_action(repository: Path) -> None:
    recorded = {name for path in (repository / "lms").rglob("*.py") for name in _actions_in(path)}
    assert recorded - set(ACTIONS) == set(), "say it in lms/admin/wording/audit.py"
    assert set(ACTIONS) - recorded == set()


def test_every_list_that_can_be_taken_along_has_its_name_in_the_log(repository: Path) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (repository / "lms").rglob("*.py"))
    names = re.findall(r'Export\(\s*name=f?"([^"{]+)', sources)
    assert set(names) - {OF_MODULE} == set(LISTS), "say it in lms/admin/wording/lists.py"
    assert OF_MODULE in names


def _actions_in(path: Path) -> Iterator[str]:
    """Literals that look like actions, in files that record something or name what others record."""
    source = path.read_text(encoding="utf-8")
    is_recording = "audit" in source and ("record(" in source or "_note(" in source)
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_recording and _name_of(node.func) in RECORDERS:
            yield from (one for argument in node.args for one in _literals(argument))
        elif isinstance(node, ast.Assign) and path.parts[-2] == "rules":
            targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if targets & {"REMINDED", "REFUSED"}:
                yield from _literals(node.value)


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(argument: ast.expr) -> Iterator[str]:
    for node in ast.walk(argument):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value):
            yield node.value
