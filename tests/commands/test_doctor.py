"""``gallery doctor`` tells people and machines; ``--audit`` follows the log of decisions."""

import json
import re

import pytest

from gallery.checkup import log
from gallery.checkup.finding import Level
from gallery.checkup.log import TROUBLES, check_decisions
from gallery.commands.doctor import tell_people
from gallery.journey.checking import Checked, Trouble
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.checkups import case_of
from tests.commands.conftest import Type


def test_a_whole_log_is_told_with_what_to_write_down(type_in: Type) -> None:
    code, said = type_in("doctor", "--audit")

    assert (code, said.splitlines()[-1]) == (0, "all is well")
    assert re.search(r"0 decisions, the last one is 0:0{16}\n", said)


@pytest.mark.parametrize("what", TROUBLES)
def test_a_changed_log_is_told_with_what_to_do(
    tools: Toolbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    done = Checked(troubles=[Trouble(what, 3, 5, 4, 9)], more=1)
    monkeypatch.setattr(log, "check_log", lambda *_, **__: done)

    findings = list(check_decisions(case_of(tools)))

    code, said = tell_people(findings), capsys.readouterr().out
    assert {each.level for each in findings} == {Level.WRONG}
    assert (code, "docs/audit.md" in said, "1 more troubles" in said) == (1, True, True)
    assert "{" not in said


def test_every_trouble_that_is_looked_for_has_its_words() -> None:
    code = (ROOT / "gallery" / "journey" / "checking.py").read_text()

    assert set(re.findall(r'Trouble\("([a-z-]+)"', code)) == TROUBLES.keys()


@pytest.mark.parametrize("said", ["12", "x:0123456789abcdef", "12:0123", "12:0123456789abcdeg"])
def test_what_was_written_down_wrongly_is_refused(type_in: Type, said: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        type_in("doctor", "--audit", "--known", said)


def test_a_healthy_gallery_is_told_so_to_people_and_to_machines(type_in: Type) -> None:
    code, said = type_in("doctor")
    other, told = type_in("doctor", "--json", "--repair")

    findings = json.loads(told[: told.rindex("}") + 1])
    checks = list(dict.fromkeys(each["check"] for each in findings["findings"]))
    assert (code, other, findings["is_well"]) == (0, 0, True)
    assert said.rstrip().endswith("all is well")
    assert checks == [
        "database", "secret", "stores", "clock", "disk", "sandbox", "heads", "queue", "rows",
        "files", "bytes", "tallies", "search", "log", "versions",
    ]  # fmt: skip
    assert [line[2:].split()[0] for line in said.splitlines() if line[:3].strip()]
