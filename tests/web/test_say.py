"""What can go wrong has a sentence, and no sentence is left over."""

import ast

import pytest
from flask import Flask

from gallery.errors import REFUSALS, ObjectMissing, TooLarge, WrongOffset
from gallery.web import say
from tests.architecture import ROOT


def keys_in_use() -> set[str]:
    """Return every text that the gallery's code holds beside the sentences themselves."""
    files = [path for path in (ROOT / "gallery").rglob("*.py") if path.name != "say.py"]
    trees = [ast.parse(path.read_text()) for path in files]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}


def test_every_sentence_is_said_somewhere() -> None:
    unsaid = say.SENTENCES.keys() - keys_in_use()

    assert unsaid == set()


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    assert set(REFUSALS) - say.SENTENCES.keys() == set()


def test_sentences_stand_in_the_order_of_their_keys() -> None:
    assert list(say.SENTENCES) == sorted(say.SENTENCES)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            TooLarge("photo-too-large", limit=20),
            "This photo is larger than 20 MB. Send a smaller copy.",
        ),
        (ObjectMissing(key="a/b"), "There is nothing here."),
        (WrongOffset("twin", offset=7), "This upload stands elsewhere"),
    ],
)
def test_an_error_is_said_with_its_values_else_as_its_kind(
    error: Exception, sentence: str, app: Flask
) -> None:
    with app.test_request_context("/"):
        said = say.sentence(error)

    assert said.startswith(sentence)
