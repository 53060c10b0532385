"""The blueprint of ``/add/`` with its guard."""

from flask import Blueprint

from gallery.web.guards import for_capabilities

pages = Blueprint("submit", __name__, url_prefix="/add")
for_capabilities(pages)
