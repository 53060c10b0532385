"""The plan of the house: its rooms and floors, who may use whom, and where each library lives."""

#: The longest prefix of a module's name decides its floor and room.
ROOMS = {
    "config": 0, "gallery.errors": 0, "gallery.fail_points": 0, "gallery.db": 0,
    "gallery.images": 1, "gallery.places": 1, "gallery.storage": 1, "gallery.queue": 1,
    "gallery.caches": 1, "gallery.keys": 1, "gallery.sealing": 1, "gallery.passwords": 1,
    "gallery.passkeys": 1, "gallery.one_time_codes": 1,
    "gallery.posters": 1, "gallery.mail": 1, "gallery.webhooks": 1,
    "gallery.logs": 1, "gallery.measures": 1, "gallery.pressure": 1,
    "gallery.models": 2, "gallery.toolbox": 2,
    "gallery.journey": 3, "gallery.campaigns": 3, "gallery.accounts": 3,
    "gallery.actions": 3, "gallery.history": 3, "gallery.partners": 3,
    "gallery.starts": 3, "gallery.texts": 3, "gallery.scope": 3,
    "gallery.sessions": 3, "gallery.second_factor": 3, "gallery.colleagues": 3,
    "gallery.leaving": 3,
    "gallery.web": 4, "uploads_worker": 4,
    "gallery.app": 5, "gallery.cli": 5, "gallery.commands": 5, "gallery.demo": 5,
    "gallery.checkup": 5, "gallery.backups": 5,
    "gallery.__main__": 5, "gallery.doorkeeper": 5, "gallery.heartbeat": 5, "wsgi": 5,
}  # fmt: skip
#: Within a floor, who may use whom.
SIDEWAYS = {
    ("config", "gallery.errors"),  # a bad setting is an error of the house
    ("gallery.fail_points", "gallery.errors"),
    ("gallery.db", "gallery.fail_points"),  # a process may die between a promise and its task
    ("gallery.accounts", "gallery.second_factor"),  # who lost it sets up another one
    ("gallery.accounts", "gallery.sessions"),  # who is kept out is out at once
    ("gallery.accounts", "gallery.journey"),  # who lets somebody in stands in the log
    ("gallery.colleagues", "gallery.accounts"),
    ("gallery.leaving", "gallery.accounts"),
    ("gallery.leaving", "gallery.second_factor"),
    ("gallery.leaving", "gallery.sessions"),
    ("gallery.leaving", "gallery.journey"),
    ("gallery.colleagues", "gallery.scope"),
    ("gallery.colleagues", "gallery.sessions"),
    ("gallery.colleagues", "gallery.journey"),
    ("gallery.journey", "gallery.scope"),  # nobody sees more than is theirs to see
    ("gallery.campaigns", "gallery.texts"),  # another permission is another version in all
    ("gallery.texts", "gallery.journey"),  # what visitors see has changed
    ("gallery.campaigns", "gallery.journey"),  # what visitors see moves with every change
    ("gallery.history", "gallery.journey"),  # what visitors see moves with every change
    ("gallery.partners", "gallery.history"),  # partner organisations are named there
    ("gallery.partners", "gallery.journey"),  # what visitors see moves with every change
    ("gallery.actions", "gallery.journey"),  # cities are adopted in filing
    ("gallery.starts", "gallery.actions"),  # a wish that is confirmed becomes an action
    ("gallery.app", "gallery.web"),
    ("gallery.__main__", "gallery.cli"),
    ("gallery.commands", "gallery.app"),
    ("gallery.commands", "gallery.demo"),
    ("gallery.commands", "gallery.checkup"),
    ("gallery.commands", "gallery.backups"),
    ("gallery.backups", "gallery.checkup"),  # what rows name
    ("gallery.checkup", "gallery.commands"),  # what is not found is mended as by its command
    ("gallery.commands", "gallery.heartbeat"),
    ("wsgi", "gallery.app"),
    ("wsgi", "gallery.heartbeat"),
}
#: Libraries and the only places that may import them.
LIBRARIES = {
    "flask": (
        "gallery.web", "gallery.app", "gallery.heartbeat", "gallery.commands", "gallery.cli",
        "uploads_worker",
    ),
    "flask_sqlalchemy": ("gallery.db",),
    "flask_security": (
        "gallery.web.sign_in", "gallery.web.guards", "gallery.web.review", "gallery.web.office",
        "gallery.web.account", "gallery.models.account",
    ),
    "flask_migrate": ("gallery.commands.init",),
    "cryptography": ("gallery.keys",),
    "pyrage": ("gallery.sealing",),
    "boto3": ("gallery.storage.s3",),
    "botocore": ("gallery.storage.s3",),
    "PIL": ("gallery.images", "gallery.posters", "gallery.demo"),
    "exifread": ("gallery.images",),
    "pillow_heif": ("gallery.images", "gallery.demo"),
    "smtplib": ("gallery.mail",),
    "http": ("gallery.webhooks",),
    "webauthn": ("gallery.passkeys",),
    "passlib": ("gallery.one_time_codes",),
    "zxcvbn": ("gallery.passwords",),
    "fpdf": ("gallery.posters",),
    "fontTools": ("gallery.posters",),
    "gunicorn": ("gallery.doorkeeper",),
    "structlog": ("gallery.logs",),
    "huey": ("gallery.queue", "uploads_worker"),
    "redis": ("gallery.queue", "gallery.caches"),
    "sqlite3": ("gallery.places", "gallery.queue"),
}  # fmt: skip
