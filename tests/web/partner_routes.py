"""The addresses of galleries, and those that partners show or read."""

GALLERIES = (
    "/", "/<year>/", "/<year>/<country>/", "/<year>/<country>/<slug>/", "/<year>-<month>/",
    "/<year>-<month>/<country>/", "/<year>-<month>/<country>/<slug>/", "/cities/<country>/",
    "/cities/<country>/<slug>/",
)  # fmt: skip
API = tuple(
    ("GET", f"/api/v1{name and '/'}{name}")
    for name in (
        "", "openapi.json", "years", "editions", "countries", "cities", "cities.geojson", "actions",
        "photos", "photos/<public_id>", "changes", "changes.atom",
    )
)  # fmt: skip
FRAMED = (*GALLERIES[1:], "/latest/", "/photos/<public_id>", "/map/", "/map/<year>/", "/counter/")
FRAMES = tuple(
    ("GET", f"{root}{place}")
    for root in ("/embed", "/embed/v1")
    for place in (*FRAMED, "/counter/<year>/", "/partners/<partner>/")
)
