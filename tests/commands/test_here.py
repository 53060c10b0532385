"""What every command finds on this machine."""

import sqlite3
from contextlib import closing
from pathlib import Path

from config import Settings
from gallery.commands.here import build_gazetteer
from gallery.places.cities import Cities


def test_a_gazetteer_of_another_source_is_built_anew_however_new_it_is(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with closing(sqlite3.connect(settings.cities_file)) as database:
        database.execute("CREATE TABLE built (source TEXT)")
        database.execute("INSERT INTO built VALUES ('another')")
        database.commit()

    build_gazetteer(settings)

    assert Cities(settings.cities_file).search("Vilnius")[0].name == "Vilnius"
