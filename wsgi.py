"""What a web server loads: ``gunicorn wsgi:app``."""

from config import read_settings
from gallery.app import create_app

app = create_app(read_settings())
