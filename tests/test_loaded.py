"""What a process loads that shows pages to visitors: nothing that only others need."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture import ROOT
from tests.gazetteer import build_once

#: Posters, stores and queues of others, migrations and lists of passwords: 80 MB.
FOR_OTHERS = {
    "fpdf", "numpy", "boto3", "alembic", "flask_migrate", "zxcvbn", "dlib",
    "huey", "redis", "psycopg",
}  # fmt: skip
VISIT = """
import sys
from pathlib import Path
from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign
from gallery.db import Model, db, unit_of_work

settings = Settings(data_dir=Path(sys.argv[1]), storage_url="memory:", public_storage_url="memory:")
app = create_app(settings)
with app.app_context():
    Model.metadata.create_all(db.engine)
    with unit_of_work():
        begin_campaign()
for path in ("/", "/be/map/", "/search/", "/feed.atom", "/about/", "/press/"):
    assert app.test_client().get(path).status_code == 200, path
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_visitors_pages_load_nothing_that_only_others_need(tmp_path: Path) -> None:
    shutil.copy(build_once(), tmp_path / "cities.db")
    asked = [sys.executable, "-c", VISIT, str(tmp_path)]

    said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert "flask" in said.split()
    assert FOR_OTHERS.isdisjoint(said.split())
