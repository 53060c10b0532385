"""What translators wrote can be shown: nothing is lost, half done, or breaks a page."""

import re
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message

from config import Settings
from tests.catalogues import TRANSLATIONS, all_catalogues, collect_texts, read_catalogue

SPOKEN = Settings().spoken[1:]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
#: German, Spanish and Italian say "du", "tú" and "tu" to everybody, the others "you" formally.
#: What of the other manner could not be anything else.
OTHER_MANNER = {
    "de": r"[a-zäöüß,] (Sie|Ihnen|Ihre?[mnrs]?)\b",
    "es": r"\b[Uu]sted\b|\b(Elija|Abra|Pulse|Escriba|Busque|Pruebe|Pregunte)\b",
    "it": r"\w (Lei|Le|Suo|Sua|Sue)\b|\b(Scelga|Apra|Prema|Scriva)\b",
    "fr": r"\b([Tt]u|[Tt]oi|[Tt]on|[Tt]es)\b",
    "pt": r"\b([Tt]u|teus?|tuas?|podes|quiseres|escreves)\b",
    "ru": r"\b([Тт]ы|тебя|тебе|твой|твоя|твои|твоё)\b",
    "uk": r"\b([Тт]и|тебе|тобі|твій|твоя|твої|твоє)\b",
    "be": r"\b([Тт]ы|цябе|табе|твой|твая|твае|тваё)\b",
    "lt": r"\b([Tt]u|tave|tau|tavo)\b",
    "pl": r"\b(Pan|Pani|Państwo|Państwa)\b",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All texts of the house."""
    return collect_texts(tmp_path_factory.mktemp("texts"))


def ids(catalogue: Catalog) -> set[str]:
    """Return the English of each text, of plurals the singular."""
    return {_id(each) for each in catalogue if each.id}


def untranslated(texts: Catalog, catalogue: Catalog) -> set[str]:
    """Return the English of texts that have no translation, or only a guessed one."""
    done = {_id(each) for each in catalogue if each.id and is_whole(each) and not each.fuzzy}
    return ids(texts) - done


def is_whole(text: Message) -> bool:
    """Whether a text is translated, in every plural."""
    said = text.string if isinstance(text.string, (list, tuple)) else [text.string]
    return all(said)


def broken(catalogue: Catalog) -> list[str]:
    """Return what would show a wrong sentence or none: placeholders and plurals that differ."""
    counted = c2py(catalogue.plural_expr)(1)
    return [_id(each) for each in catalogue if each.id and not _fits(each, catalogue, counted)]


def _fits(text: Message, catalogue: Catalog, one: int) -> bool:
    """Whether every form has the placeholders of its English one."""
    if not isinstance(text.id, tuple):
        return not text.string or _held(text.string) == _held(text.id)
    forms = text.string
    if len(forms) != catalogue.num_plurals:
        return False
    # In many languages the form of one is that of 21, too, so the number may stand in it.
    few = [_held(text.id[1]), _held(text.id[0])]
    return all(
        not form or _held(form) in (few if number == one else few[:1])
        for number, form in enumerate(forms)
    )


def _held(text: str) -> list[str]:
    """Return the placeholders of a text."""
    return sorted(PLACEHOLDER.findall(text))


def _id(text: Message) -> str:
    return text.id[0] if isinstance(text.id, (list, tuple)) else str(text.id)


def test_every_language_of_the_pages_has_a_catalogue() -> None:
    assert set(all_catalogues()) == set(SPOKEN)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_text_is_translated(texts: Catalog, language: str) -> None:
    assert untranslated(texts, read_catalogue(all_catalogues()[language])) == set()


@pytest.mark.parametrize("language", SPOKEN)
def test_placeholders_and_plurals_are_whole(language: str) -> None:
    assert broken(read_catalogue(all_catalogues()[language])) == []


def test_only_languages_of_the_pages_have_been_read() -> None:
    lines = (TRANSLATIONS / "consent-read.txt").read_text().splitlines()

    assert {line.split()[0] for line in lines if line and not line.startswith("#")} <= set(SPOKEN)


def test_a_missing_a_guessed_and_a_half_translated_text_are_found() -> None:
    catalogue = Catalog(locale="be")
    catalogue.add("One")
    catalogue.add("Two", "Два", flags=["fuzzy"])
    catalogue.add(("%(n)s photo", "%(n)s photos"), ("%(n)s фота", "", "%(n)s фота"))
    catalogue.add("Four", "Чатыры")

    assert untranslated(catalogue, catalogue) == {"One", "Two", "%(n)s photo"}


def test_a_lost_placeholder_and_a_lost_plural_are_found() -> None:
    catalogue = Catalog(locale="be")
    catalogue.add("Photo {number}", "Фота")
    catalogue.add(("Next photo", "Next %(count)s photos"), ("Наступнае", "%(count)s", "%(count)s"))
    catalogue.add(("%(n)s city", "%(n)s cities"), ("горад", "%(n)s гарады", "%(n)s гарадоў"))
    catalogue.add(("%(k)s link", "%(k)s links"), ("%(k)s", "%(k)s"))

    assert broken(catalogue) == ["Photo {number}", "%(n)s city", "%(k)s link"]


@pytest.mark.parametrize("language", sorted(OTHER_MANNER))
def test_people_are_addressed_in_one_manner(language: str) -> None:
    catalogue = read_catalogue(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po")
    said = [(each, form) for each in catalogue if each.id for form in _forms(each)]

    otherwise = [_id(each) for each, form in said if re.search(OTHER_MANNER[language], form)]

    assert otherwise == []


def _forms(text: Message) -> list[str]:
    """Return what is said, of plurals each form."""
    said = text.string if isinstance(text.string, (list, tuple)) else [text.string]
    return [form or "" for form in said]
