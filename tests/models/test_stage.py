"""The table of stages, and that nothing else changes a stage."""

import ast
from itertools import product

import pytest
from flask import Flask

from gallery.errors import Conflict
from gallery.models import NEXT_STAGES, Stage
from tests.architecture import read_house
from tests.factories import NOON, create_photo


def test_every_stage_has_its_row_and_erased_is_the_end() -> None:
    assert set(NEXT_STAGES) == set(Stage)
    assert NEXT_STAGES[Stage.ERASED] == frozenset()


def test_every_living_photo_can_be_withdrawn() -> None:
    over = {Stage.WITHDRAWN, Stage.ERASED}

    assert all(Stage.WITHDRAWN in NEXT_STAGES[stage] for stage in set(Stage) - over)


def test_only_an_approved_photo_can_become_published() -> None:
    before = {stage for stage in Stage if Stage.PUBLISHED in NEXT_STAGES[stage]}

    assert before == {Stage.APPROVED}


@pytest.mark.parametrize(("stage", "to"), list(product(Stage, Stage)))
def test_a_photo_moves_by_the_table_only(app: Flask, stage: Stage, to: Stage) -> None:
    photo = create_photo(stage=stage)

    if to in NEXT_STAGES[stage]:
        photo.move_to(to, at=NOON)
        assert (photo.stage, photo.version) == (to, 2)
    else:
        with pytest.raises(Conflict):
            photo.move_to(to, at=NOON)
        assert (photo.stage, photo.version) == (stage, 1)


def test_no_code_but_move_to_sets_a_stage() -> None:
    places = [
        f"{module.name}:{node.lineno}"
        for module in read_house()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "stage"
        and isinstance(node.ctx, ast.Store)
        and getattr(node.value, "id", "")
        not in ("action", "inquiry", "proposed", "start")  # they have stages of their own
    ]

    assert [place.split(":")[0] for place in places] == ["gallery.models.photo"]
