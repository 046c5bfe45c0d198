"""The bank of a module as a file: read it, add items to it, all or nothing."""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lms.content.compile_process import compile_apart
from lms.content.item_sources import ItemSource
from lms.content.items import Item
from lms.content.loader import MAX_TEXT_BYTES, read_files
from lms.content.pages import TEST_FILE
from lms.content.parser import Files, parse_tree
from lms.content.problems import Problem, Severity, as_text
from lms.content.recompiling import sources_of
from lms.content.serialise import write_body
from lms.content.sources import LanguageSource, ModuleSource, QuizBlock


class BankRefusedError(Exception):
    """Nothing is written; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """The final test of a module in one language, with what decides on what may stand there."""

    courses: Path
    files: Files
    module: ModuleSource
    language: str

    @property
    def path(self) -> str:
        """Relative to the folder of the programme."""
        return f"{self.module.folder}/{self.language}/{TEST_FILE}"

    @property
    def items(self) -> tuple[ItemSource, ...]:
        """The items of the bank."""
        page = self.module.languages.get(self.language, LanguageSource(language=self.language)).final_test
        return page.items if page else ()

    @property
    def taken_ids(self) -> frozenset[str]:
        """Ids of all items of the module, in all languages and on all pages."""
        pages = [page for text in self.module.languages.values() for page in text.pages]
        return frozenset(item.id for page in pages for item in page.items)


def read_bank(courses: Path, module: str, language: str | None) -> BankFile:
    """The bank of a module; raises BankRefusedError where there is none."""
    files, problems = read_files(courses)
    tree, more = parse_tree(files)
    if tree is None:
        raise BankRefusedError(as_text((*problems, *more)))
    found = tree.modules.get(module)
    if found is None:
        known = ", ".join(tree.modules)
        raise BankRefusedError(f"there is no module {module} that can be read; there are: {known}")
    bank = BankFile(courses=courses, files=files, module=found, language=language or found.source_language)
    if bank.path not in files:
        raise BankRefusedError(f"there is no {bank.path}; write its head and introduction first")
    return bank


def with_items(bank: BankFile, items: Sequence[ItemSource]) -> bytes:
    """The file with the items at its end; raises BankRefusedError where they could not be served."""
    data = bank.files[bank.path].rstrip() + f"\n\n{write_body((QuizBlock(items=tuple(items)),))}\n".encode()
    if len(data) > MAX_TEXT_BYTES:
        size = f"{bank.path} would have {len(data):,} bytes; at most {MAX_TEXT_BYTES:,} are read"
        raise BankRefusedError(size)
    after = {**bank.files, bank.path: data}
    new = _errors(bank, after) - _errors(bank, bank.files)
    if new:
        raise BankRefusedError(as_text(sorted(new, key=lambda problem: (problem.path, problem.line))))
    tree, _ = parse_tree(after)
    text = tree.modules[bank.module.slug].languages[bank.language] if tree else None
    read = text.final_test.items if text and text.final_test else ()
    if read != (*bank.items, *items):
        raise BankRefusedError(f"{bank.path} would not hold what was to be written")
    return data


def _errors(bank: BankFile, files: Files) -> set[Problem]:
    """What is wrong with the module, its lessons and bank rendered; other modules do not count."""
    own = sources_of(bank.module.folder, files)
    return {problem for problem in compile_apart(own).problems if problem.severity is Severity.ERROR}


def compiled_items(bank: BankFile) -> tuple[Item, ...]:
    """The items of the bank rendered; raises BankRefusedError where they cannot be."""
    compilation = compile_apart(sources_of(bank.module.folder, bank.files))
    module = compilation.modules.get(bank.module.slug)
    if module is None or bank.language not in module.languages:
        raise BankRefusedError(as_text([problem for problem in compilation.problems if problem.is_error]))
    wanted = {item.id for item in bank.items}
    items = module.text(bank.language).test_items.values()
    return tuple(item for item in items if item.id in wanted)


def replace_file(bank: BankFile, data: bytes) -> None:
    """Put the new file in the place of the old one at once; raises BankRefusedError if that has changed."""
    path = bank.courses / bank.path
    if path.read_bytes() != bank.files[bank.path]:
        raise BankRefusedError(f"{bank.path} was changed meanwhile; try again")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
