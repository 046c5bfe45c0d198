"""How files become a catalogue: limits, cache, kept editions, following changes."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lms.content import compile_process, editions, loader, recompiling
from lms.content.archive import UnsafeArchiveError, from_zip, to_zip
from lms.content.cache import Cache
from lms.content.catalogue import UnknownAssetError, UnknownEditionError, UnknownModuleError
from lms.content.compile_process import CompilerFailedError, compile_apart
from lms.content.compiler import Compilation, compile_tree
from lms.content.editions import StorageShelf
from lms.content.loader import LiveCatalogue, check_courses, load_catalogue, read_files
from lms.content.problems import ContentErrors
from lms.core.storage import Storage
from tests.courses.trees import GOOD, good_files

LESSON = Path("basics/small-clusters/en/03-next.md")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "courses"))


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "storage")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Compiles in this process, which is faster, and notes how many modules each time."""
    calls: list[int] = []

    def here(files: dict[str, bytes], *, leave_out: frozenset[str] = frozenset(), **_: object) -> Compilation:
        compilation = compile_tree(files, leave_out=leave_out)
        calls.append(len(compilation.modules))
        return compilation

    monkeypatch.setattr(recompiling, "compile_apart", here)
    monkeypatch.setattr("lms.content.editions.compile_apart", here)
    return calls


def change(courses: Path, old: str, new: str) -> None:
    path = courses / LESSON
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_process_of_its_own_compiles_the_same() -> None:
    assert compile_apart(good_files()) == compile_tree(good_files())


def test_compiling_that_takes_too_long_is_ended_and_told() -> None:
    compilation = compile_apart(good_files(), seconds=0.05)
    assert [problem.code for problem in compilation.problems] == ["compile-ended"]
    assert compilation.has_errors


def test_a_compiler_that_breaks_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_process, "_ROOT", Path("/nowhere"))
    with pytest.raises(CompilerFailedError, match="lms"):
        compile_apart(good_files())


def test_a_catalogue_is_loaded_with_its_warnings(courses: Path, compiled: list[int]) -> None:
    catalogue = load_catalogue(courses)
    assert list(catalogue.modules) == ["small-clusters", "larger-clusters"]
    assert {warning.code for warning in catalogue.warnings} >= {"translation-stale", "glossary-missing"}
    assert catalogue.module("small-clusters").id == "T1"
    assert catalogue.terms("lv") == catalogue.terms("en")
    with pytest.raises(UnknownModuleError):
        catalogue.module("nothing")


def test_errors_keep_anything_from_being_served(courses: Path, compiled: list[int]) -> None:
    change(courses, "minutes: 6", "minutes: six")
    with pytest.raises(ContentErrors) as caught:
        load_catalogue(courses)
    assert "wrong-value" in {problem.code for problem in caught.value.problems}


def test_the_digest_follows_the_content_and_nothing_else(courses: Path, compiled: list[int]) -> None:
    first = load_catalogue(courses)
    (courses / "README.md").write_text("Nothing of the programme.")
    (courses / "basics/.hidden").write_text("x")
    assert load_catalogue(courses).digest == first.digest
    change(courses, "Go on", "Go along")
    assert load_catalogue(courses).digest != first.digest


def test_the_same_files_are_compiled_once(courses: Path, tmp_path: Path, compiled: list[int]) -> None:
    first = load_catalogue(courses, cache=tmp_path / "cache")
    again = load_catalogue(courses, cache=tmp_path / "cache")
    assert len(compiled) == 1
    assert again.modules == first.modules
    assert again.digest == first.digest


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n{}"])
def test_a_damaged_cache_is_made_again(
    courses: Path, tmp_path: Path, compiled: list[int], damage: bytes
) -> None:
    load_catalogue(courses, cache=tmp_path / "cache")
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(damage)
    load_catalogue(courses, cache=tmp_path / "cache")
    assert len(compiled) == 2
    assert all(len(kept.read_bytes()) > 1_000 for kept in (tmp_path / "cache").iterdir())


def test_a_cache_that_cannot_be_written_is_no_obstacle(
    courses: Path, tmp_path: Path, compiled: list[int]
) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert load_catalogue(courses, cache=tmp_path / "cache").modules


def test_few_compilations_are_kept(courses: Path, tmp_path: Path, compiled: list[int]) -> None:
    for number in range(7):
        (courses / LESSON).write_text((GOOD / LESSON).read_text() + f"\nParagraph {number}.\n")
        load_catalogue(courses, cache=tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("catalogue-*"))) == 4


def test_only_the_module_that_changed_is_compiled_again(
    courses: Path, tmp_path: Path, compiled: list[int]
) -> None:
    first = load_catalogue(courses, cache=tmp_path / "cache")
    change(courses, "Go on", "Go along")
    second = load_catalogue(courses, cache=tmp_path / "cache")
    assert compiled == [2, 1]
    assert list(second.modules) == list(first.modules)
    assert second.modules["larger-clusters"] == first.modules["larger-clusters"]
    assert second.digest == load_catalogue(courses).digest
    glossary = courses / "glossary/en.md"
    glossary.write_text(glossary.read_text() + "\nharbour\n: Where ships lie.\n")
    load_catalogue(courses, cache=tmp_path / "cache")
    assert compiled == [2, 1, 2, 2]


def test_a_module_with_problems_is_told_of_each_time(
    courses: Path, tmp_path: Path, compiled: list[int]
) -> None:
    change(courses, "Go on", "Go [on](99-nowhere.md)")
    for number in range(2):
        (courses / "basics/larger-clusters/en/facilitator.md").write_text(f"---\ntitle: {number}\n---\n")
        assert "lesson-unknown" in {
            problem.code for problem in check_courses(courses, cache=tmp_path / "cache")
        }


def test_an_edition_outlives_its_files(
    courses: Path, tmp_path: Path, storage: Storage, compiled: list[int]
) -> None:
    old = load_catalogue(courses, storage=storage).module("small-clusters")
    change(courses, "Go on", "Go along")
    (courses / "basics/small-clusters/assets/jobs.csv").write_text("industry,jobs\nfood,2200\n")
    catalogue = load_catalogue(courses, storage=storage, cache=tmp_path / "cache")
    assert catalogue.module("small-clusters").digest != old.digest
    assert catalogue.edition("small-clusters", old.digest) == old
    asset = old.asset("jobs.csv")
    assert asset is not None
    assert catalogue.asset_bytes(asset.digest) == b"industry,jobs\nfood,2100\n"
    count = len(compiled)
    assert catalogue.edition("small-clusters", old.digest) is catalogue.edition("small-clusters", old.digest)
    assert len(compiled) == count
    current = catalogue.module("small-clusters")
    assert catalogue.edition("small-clusters", current.digest) is current


def test_an_old_edition_is_compiled_once_and_then_read_from_the_cache(
    courses: Path, tmp_path: Path, storage: Storage, compiled: list[int]
) -> None:
    old = load_catalogue(courses, storage=storage).module("small-clusters")
    change(courses, "Go on", "Go along")
    for _ in range(2):
        catalogue = load_catalogue(courses, storage=storage, cache=tmp_path / "cache")
        assert catalogue.edition("small-clusters", old.digest) == old
    assert len(compiled) == 3


def test_an_edition_is_kept_again_only_when_a_translation_changed(
    courses: Path, storage: Storage, compiled: list[int]
) -> None:
    digest = load_catalogue(courses, storage=storage).module("small-clusters").digest
    folder = f"editions/small-clusters/{digest}"
    load_catalogue(courses, storage=storage)
    assert len(list(storage.names(folder))) == 1
    page = courses / "basics/small-clusters/sv/module.md"
    page.write_text(page.read_text().replace("Små kluster", "Små grupper"))
    catalogue = load_catalogue(courses, storage=storage)
    assert len(list(storage.names(folder))) == 2
    change(courses, "Go on", "Go along")
    catalogue = load_catalogue(courses, storage=storage)
    assert catalogue.edition("small-clusters", digest).text("sv").title == "Små grupper"


def test_editions_are_known_by_when_they_were_served_first(
    courses: Path, storage: Storage, compiled: list[int]
) -> None:
    old = load_catalogue(courses, storage=storage).module("small-clusters").digest
    (name,) = storage.names(f"editions/small-clusters/{old}")
    os.utime(storage.path_named(name), (1_700_000_000, 1_700_000_000))
    change(courses, "Go on", "Go along")
    catalogue = load_catalogue(courses, storage=storage)
    new, first = catalogue.publications("small-clusters")
    assert (new.digest, first.digest) == (catalogue.module("small-clusters").digest, old)
    assert first.published_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert load_catalogue(courses).publications("small-clusters") == ()


@pytest.mark.parametrize(
    ("slug", "digest"),
    [
        ("small-clusters", "0" * 64),
        ("small-clusters", "../../x"),
        ("../small", "0" * 64),
        ("nothing", "0" * 64),
    ],
)
def test_an_edition_that_never_was_is_unknown(
    courses: Path, storage: Storage, compiled: list[int], slug: str, digest: str
) -> None:
    catalogue = load_catalogue(courses, storage=storage)
    with pytest.raises(UnknownEditionError):
        catalogue.edition(slug, digest)
    with pytest.raises(UnknownAssetError):
        catalogue.asset_bytes("0" * 64)


def test_a_damaged_edition_is_unknown_rather_than_wrong(
    courses: Path, storage: Storage, compiled: list[int]
) -> None:
    old = load_catalogue(courses, storage=storage).module("small-clusters")
    (name,) = storage.names(f"editions/small-clusters/{old.digest}")
    storage.put_named(name, to_zip({"programme.yaml": b"format: 1"}))
    change(courses, "Go on", "Go along")
    with pytest.raises(UnknownEditionError):
        load_catalogue(courses, storage=storage).edition("small-clusters", old.digest)


def test_memory_holds_the_editions_used_last(
    courses: Path, storage: Storage, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "IN_MEMORY", 1)
    digests = []
    for number in range(2):
        change(courses, "Go on", f"Go on {number}")
        digests.append(load_catalogue(courses, storage=storage).module("small-clusters").digest)
    shelf = StorageShelf(storage, Cache(None))
    first = shelf.edition("small-clusters", digests[0])
    shelf.edition("small-clusters", digests[1])
    assert shelf.edition("small-clusters", digests[0]) is not first


def test_without_a_storage_assets_come_from_the_files(courses: Path, compiled: list[int]) -> None:
    catalogue = load_catalogue(courses)
    asset = catalogue.module("small-clusters").asset("jobs.csv")
    assert asset is not None
    assert catalogue.asset_bytes(asset.digest).startswith(b"industry")
    with pytest.raises(UnknownAssetError):
        catalogue.asset_bytes("0" * 64)
    with pytest.raises(UnknownEditionError):
        catalogue.edition("small-clusters", "0" * 64)


def test_a_live_catalogue_follows_its_files_but_never_into_an_error(
    courses: Path, compiled: list[int]
) -> None:
    live = LiveCatalogue(courses)
    first = live.current
    assert live.refreshed() is first
    assert len(compiled) == 1
    change(courses, "minutes: 6", "minutes: six")
    assert live.refreshed() is first
    assert [problem.code for problem in live.problems if problem.is_error] == ["wrong-value"]
    change(courses, "minutes: six", "minutes: 60")
    assert live.refreshed().module("small-clusters").lessons[2].minutes == 60
    assert live.problems == ()


def test_files_that_are_too_large_or_links_are_not_read(courses: Path, tmp_path: Path) -> None:
    (courses / "basics/small-clusters/en/04-large.md").write_bytes(b"x" * 300_000)
    (courses / "basics/small-clusters/assets/large.csv").write_bytes(b"x" * 2_100_000)
    (courses / "basics/small-clusters/en/05-link.md").symlink_to(courses / LESSON)
    files, problems = read_files(courses)
    assert sorted((problem.path.rsplit("/", 1)[1], problem.code) for problem in problems) == [
        ("04-large.md", "file-too-large"),
        ("05-link.md", "file-is-link"),
        ("large.csv", "file-too-large"),
    ]
    assert "basics/small-clusters/en/04-large.md" not in files


def test_too_many_files_are_not_read(courses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "MAX_FILES", 5)
    files, problems = read_files(courses)
    assert len(files) == 5
    assert [problem.code for problem in problems] == ["too-many-files"]


def test_litter_of_editors_is_no_part_of_a_programme(courses: Path) -> None:
    before = set(read_files(courses)[0])
    for name in ("basics/.DS_Store", "basics/small-clusters/en/01-what-it-is.md~", "basics/.git/config"):
        (courses / name).parent.mkdir(exist_ok=True)
        (courses / name).write_text("x")
    assert set(read_files(courses)[0]) == before


def test_a_folder_without_a_programme_is_told(tmp_path: Path, compiled: list[int]) -> None:
    assert [problem.code for problem in check_courses(tmp_path)] == ["file-missing"]
    assert [problem.code for problem in check_courses(tmp_path / "nowhere")] == ["file-missing"]


def test_the_same_files_make_the_same_zip() -> None:
    files = good_files()
    assert to_zip(files) == to_zip(dict(reversed(files.items())))
    assert from_zip(to_zip(files)) == files


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "a\\b", "folder/", "a\nb"])
def test_a_zip_with_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(UnsafeArchiveError):
        from_zip(to_zip({name: b"x"}))


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(UnsafeArchiveError):
        from_zip(b"PK nothing")
