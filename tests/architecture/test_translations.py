"""Is every text of the interface there in every language, whole and with the same places for values?"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from lms.web.i18n import INTERFACE_LANGUAGES, PUBLIC_LANGUAGES, SOURCE_LANGUAGE

TRANSLATED = sorted(PUBLIC_LANGUAGES.keys() - {SOURCE_LANGUAGE})
PLACES = re.compile(r"%\(\w+\)[a-z]|%.|%$|\{\w*\}|</?\w+>")
COUNT = "%(num)d"

Texts = tuple[str, ...]
"""A message: its one text, or the one for a single thing and the one for several."""


def mapping_of(language: str) -> str:
    """The list of the files that speak a language."""
    return "babel.cfg" if language in INTERFACE_LANGUAGES else "babel-public.cfg"


@cache
def extracted(repository: Path, mapping: str) -> frozenset[Texts]:
    """The texts of the files of a list, collected with the keywords that bin/translate uses."""
    script = (repository / "bin/translate").read_text("utf-8")
    keywords = DEFAULT_KEYWORDS | parse_keywords(re.findall(r" -k (\S+)", script))
    with (repository / mapping).open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(repository / "lms", methods, options, keywords)
    return frozenset(texts_of(message) for _file, _line, message, _comments, _context in found)


def texts_of(message: str | Sequence[str] | None) -> Texts:
    return (message,) if isinstance(message, str) else tuple(message or ())


@cache
def catalogue(repository: Path, language: str) -> Catalog:
    with path_of(repository, language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def path_of(repository: Path, language: str) -> Path:
    return repository / "lms/translations" / language / "LC_MESSAGES/messages.po"


def messages_of(repository: Path, language: str) -> Iterator[tuple[Message, Texts, Texts]]:
    """Each message with its texts in the source and in the language."""
    for message in catalogue(repository, language):
        if message.id:
            yield message, texts_of(message.id), texts_of(message.string)


def places(text: str) -> Counter[str]:
    return Counter(PLACES.findall(text))


def test_strings_of_python_pages_and_mails_are_collected(repository: Path) -> None:
    found = extracted(repository, "babel.cfg")
    assert {("Sign in",), ("Choose one answer.",), ("The link works once, for one hour.",)} <= found
    assert ("%(num)d question", "%(num)d questions") in found


def test_texts_go_by_no_name_that_is_not_collected(repository: Path) -> None:
    alias = re.compile(r"\b(?:lazy_)?n?gettext as (?!_\b)\w+")
    named = ((path, alias.search(path.read_text("utf-8"))) for path in (repository / "lms").rglob("*.py"))
    assert [(path.name, found[0]) for path, found in named if found] == []


def test_texts_inside_of_other_strings_are_collected_elsewhere(repository: Path) -> None:
    inside = re.compile(r"""\{(?:_|(?:lazy_)?gettext)\((['"])(.+?)\1""")
    texts = {
        (path.name, found[1])
        for path in (repository / "lms").rglob("*.py")
        for found in inside.findall(path.read_text("utf-8"))
    }
    assert {
        (name, text) for name, text in texts if (text,) not in extracted(repository, "babel.cfg")
    } == set()


def test_every_file_that_is_said_to_be_public_is_there(repository: Path) -> None:
    with (repository / "babel-public.cfg").open(encoding="utf-8") as file:
        methods, _options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    assert [pattern for pattern, _method in methods if not any((repository / "lms").glob(pattern))] == []
    assert extracted(repository, "babel-public.cfg") < extracted(repository, "babel.cfg")


def test_every_language_that_a_page_speaks_has_a_catalogue_and_no_other_has(repository: Path) -> None:
    assert sorted(path.name for path in (repository / "lms/translations").iterdir()) == TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_of_the_source_is_missing_and_none_is_left_over(repository: Path, language: str) -> None:
    there = {texts for _message, texts, _translated in messages_of(repository, language)}
    wanted = extracted(repository, mapping_of(language))
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], []), "run bin/translate"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_empty_or_a_guess(repository: Path, language: str) -> None:
    found = messages_of(repository, language)
    assert [texts for message, texts, translated in found if message.fuzzy or not all(translated)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_holds_no_message_that_was_given_up(repository: Path, language: str) -> None:
    assert not catalogue(repository, language).obsolete
    assert "#~" not in path_of(repository, language).read_text("utf-8")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_for_values_and_the_markup_of_its_source(
    repository: Path, language: str
) -> None:
    wrong = [
        (text, translation)
        for _message, texts, translated in messages_of(repository, language)
        for number, translation in enumerate(translated)
        for text in [texts[min(number, len(texts) - 1)]]
        if places(translation) not in allowed_places(language, texts, number)
    ]
    assert wrong == []


def allowed_places(language: str, texts: Texts, number: int) -> list[Counter[str]]:
    """Those of the text; where it speaks of a single thing, the figure may be said in a word.

    Not so where the first form is also that of 21 and 31, as in Latvian: there the figure must stand.
    """
    wanted = places(texts[min(number, len(texts) - 1)])
    if len(texts) == 1 or number > 0:
        return [wanted]
    figures = Counter({COUNT: 1}) if COUNT in texts[1] else Counter[str]()
    said = wanted | figures
    return (
        [said]
        if "n%10==1" in get_plural(language).plural_expr.split("?")[0]
        else [wanted, said, said - figures]
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_plural_forms_of_its_language(repository: Path, language: str) -> None:
    rule = get_plural(language)
    header = path_of(repository, language).read_text("utf-8").partition("\n\n")[0]
    assert f"Plural-Forms: nplurals={rule.num_plurals}; plural={rule.plural_expr};" in header
    for message, texts, translated in messages_of(repository, language):
        assert len(translated) == (rule.num_plurals if message.pluralizable else 1), texts


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_head_of_a_catalogue_names_no_date_and_no_person(repository: Path, language: str) -> None:
    head = path_of(repository, language).read_text("utf-8").partition("\n\n")[0]
    assert "Project-Id-Version: Cluster Campus" in head
    assert "charset=utf-8" in head
    assert not re.search(r"@|Date|Translator|Team|Generated|\d{4}", head)


def test_compiled_translations_are_not_kept(repository: Path) -> None:
    command = ["git", "ls-files", "*.mo"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
    assert listed.stdout == ""
