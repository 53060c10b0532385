"""What a web server loads: ``gunicorn wsgi:app``."""

import os

from config import read_settings
from gallery.app import create_app
from gallery.heartbeat import begin_to_beat
from gallery.logs import write_log
from gallery.models import Kind

os.umask(0o077)  # whatever we write, other people of this machine may not read it
settings = read_settings()
write_log(settings.log)
app = create_app(settings)
begin_to_beat(app, Kind.WEB)
