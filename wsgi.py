"""What a web server loads: ``gunicorn wsgi:app``."""

import os

from config import read_settings
from gallery.app import create_app

os.umask(0o077)  # whatever we write, other people of this machine may not read it
app = create_app(read_settings())
