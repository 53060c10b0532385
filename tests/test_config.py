"""Settings: read, checked, refused by name."""

from pathlib import Path

import pytest

from config import Settings, read_settings
from gallery.cli import main
from gallery.errors import BadSetting


def test_without_settings_everything_lies_in_the_data_folder() -> None:
    settings = read_settings({"HOME": "/home/somebody"})

    assert settings == Settings()
    assert settings.database == f"sqlite:///{Path('data').absolute()}/gallery.sqlite"
    assert settings.private_store != settings.public_store


def test_values_get_the_type_of_their_setting() -> None:
    settings = read_settings(
        {"GALLERY_WORKERS": "3", "GALLERY_REQUIRE_SANDBOX": "yes", "GALLERY_DATA_DIR": "/x"}
    )

    assert (settings.workers, settings.require_sandbox, settings.folder) == (3, True, Path("/x"))


def test_port_has_its_usual_name() -> None:
    assert read_settings({"PORT": "9000"}).port == 9000


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"GALLERY_WORKER": "3"}, "GALLERY_WORKER"),
        ({"GALLERY_WORKERS": "three"}, "GALLERY_WORKERS"),
        ({"GALLERY_REQUIRE_SANDBOX": "perhaps"}, "GALLERY_REQUIRE_SANDBOX"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"GALLERY_UPLOAD_SLOTS": "16"}, "GALLERY_UPLOAD_SLOTS"),
        ({"GALLERY_WEB_THREADS": "10"}, "GALLERY_UPLOAD_SLOTS"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(said: dict[str, str], name: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings(said)

    assert refused.value.values["setting"] == name


def test_slots_and_threads_that_do_not_fit_are_named_both(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GALLERY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GALLERY_WEB_THREADS", "4")

    status = main(["doctor"])

    said = "the setting GALLERY_UPLOAD_SLOTS is 10 and GALLERY_WEB_THREADS is 4: "
    assert (status, said in capsys.readouterr().err) == (2, True)
