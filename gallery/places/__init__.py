"""Cities and the map: what the gazetteer knows, and where it is drawn.

compact.py and coast.py are run by hand when the outside data change; they write the committed
files (``cities.tsv.xz``, ``coast.txt``, ``static/map/coast.txt``). build.py turns the cities into
``cities.db``, cities.py asks it, folding.py gives both the same spelling. atlas.py projects and
gathers dots, region.py draws a part of the map larger and labels.py sets
names beside the dots.
"""
