"""How a translation stands to its source."""

import pytest

from lms.content.parser import parse_tree
from lms.content.sources import ModuleSource
from lms.content.stamping import NotStampableError, stamped
from lms.content.translation_status import PageStatus, status_of
from lms.content.translations import blocks_of
from tests.courses.trees import good_files

FOLDER = "basics/small-clusters"


def module_of(changes: dict[str, tuple[str, str]] | None = None) -> ModuleSource:
    """The good module, with a text replaced in some files."""
    files = good_files()
    for path, (old, new) in (changes or {}).items():
        assert old.encode() in files[f"{FOLDER}/{path}"]
        files[f"{FOLDER}/{path}"] = files[f"{FOLDER}/{path}"].replace(old.encode(), new.encode())
    tree, _ = parse_tree(files)
    assert tree is not None
    return tree.modules["small-clusters"]


def page_status(module: ModuleSource, file: str) -> PageStatus:
    return next(page for page in status_of(module, "sv").pages if page.file == file)


def test_the_matrix_counts_fresh_stale_and_missing() -> None:
    status = status_of(module_of(), "sv")
    assert (status.fresh, len(status.pages), status.stale_blocks) == (2, 7, 5)
    assert status.missing == ("03-next.md", "assignment.md", "facilitator.md")
    assert status.unstamped == ()
    assert status.parity_problems == 0


def test_a_language_nobody_has_begun_misses_every_page() -> None:
    status = status_of(module_of(), "da")
    assert len(status.missing) == len(status.pages)


def test_a_changed_paragraph_makes_one_block_stale() -> None:
    module = module_of({"en/01-what-it-is.md": ("more than a list", "more than any list")})
    assert page_status(module, "01-what-it-is.md").stale_blocks == 1


def test_a_changed_option_makes_its_item_stale_and_no_other() -> None:
    module = module_of({"en/01-what-it-is.md": ("They pay a fee to one organisation.", "They pay one fee.")})
    source, page = (module.languages[lang].page_named("01-what-it-is.md") for lang in ("en", "sv"))
    assert page is not None
    assert source is not None
    stale = [n for n, block in enumerate(blocks_of(page, source)) if block.is_stale]
    assert len(stale) == 1


def test_another_way_to_write_the_same_item_makes_nothing_stale() -> None:
    module = module_of(
        {
            "en/01-what-it-is.md": (
                "[scoring: proportional] [points: 2]",
                "[points: 2.0]  [scoring: proportional]",
            )
        }
    )
    assert page_status(module, "01-what-it-is.md").is_fresh


def test_a_changed_title_is_told() -> None:
    module = module_of({"en/module.md": ("title: Small clusters", "title: Little clusters")})
    assert page_status(module, "module.md").stale_blocks == 1


def test_a_new_paragraph_is_not_translated_and_a_removed_one_is_stale() -> None:
    added = module_of({"en/01-what-it-is.md": ("## Who belongs", "New here.\n\n## Who belongs")})
    assert page_status(added, "01-what-it-is.md").untranslated_blocks == 1
    assert page_status(added, "01-what-it-is.md").stale_blocks == 0
    removed = module_of(
        {
            "en/01-what-it-is.md": (
                "> [!example] In Norrvik\n> Twelve firms smoke fish. They share a school and a harbour.\n\n",
                "",
            )
        }
    )
    assert page_status(removed, "01-what-it-is.md").stale_blocks == 1


def test_stamping_makes_a_page_fresh_and_changes_nothing_else() -> None:
    module = module_of()
    source, page = (module.languages[lang].page_named("02-measuring.md") for lang in ("en", "sv"))
    assert source is not None
    assert page is not None
    text = good_files()[f"{FOLDER}/sv/02-measuring.md"].decode()
    new = stamped(text, page, source)
    files = {**good_files(), f"{FOLDER}/sv/02-measuring.md": new.encode()}
    tree, _ = parse_tree(files)
    assert tree is not None
    assert page_status(tree.modules["small-clusters"], "02-measuring.md").is_fresh
    assert new.split("\n---\n", 1)[1] == text.split("\n---\n", 1)[1]
    assert stamped(new, page, source) == new


def test_a_page_with_other_blocks_cannot_be_stamped() -> None:
    module = module_of({"sv/02-measuring.md": ("## Så gör man\n\n", "")})
    source, page = (module.languages[lang].page_named("02-measuring.md") for lang in ("en", "sv"))
    assert source is not None
    assert page is not None
    with pytest.raises(NotStampableError, match="7 blocks here, 8 expected"):
        stamped("---\n---\n", page, source)
