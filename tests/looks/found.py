"""The visitors' search: with results, without any, before a question, and where it went wrong."""

from dataclasses import replace

from gallery.web.present import Link
from gallery.web.present.found import SearchForm, SearchPage
from tests.looks import samples
from tests.looks.given import Page

ASKED = SearchForm(q="вільня 2010", year="2010", country="lt")
FOUND = SearchPage(
    form=ASKED,
    times=(("", "Any year"), ("2010", "2010"), ("2010-12", "December 2010")),
    countries=(("", "Any country"), ("lt", "Lithuania")),
    sorts=(("", "Best first"), ("newest", "Newest first")),
    places=(
        Link("/2010/lt/vilnius/", "Vilnius, Lithuania, 2010", 47),
        Link("/cities/de/villingen-schwenningen/", "Villingen-Schwenningen, Germany", 4),
        Link("/cities/lt/", "Lithuania"),
    ),
    photos=samples.YEAR.photos,
    total=1000,
    is_more=True,
    next_url="/search/?q=x&after=0-p1",
    first_url="/search/?q=x",
)
NOTHING = replace(FOUND, places=(), photos=(), total=0, is_more=False)
WRONG = replace(NOTHING, error="Please search for fewer words: at most 10.")

SEARCH: dict[str, Page] = {
    "search": ("search/results.html", {"page": FOUND}),
    "search-nothing": ("search/results.html", {"page": NOTHING}),
    "search-first": ("search/results.html", {"page": replace(NOTHING, form=SearchForm())}),
    "search-wrong": ("search/results.html", {"page": WRONG}),
}
