"""What search engines are told of galleries and photos (schema.org), licence first of all."""

from collections.abc import Sequence

from flask_babel import get_locale

from gallery.web.current import absolute_url, campaign, texts
from gallery.web.present.addresses import whole
from gallery.web.present.downloads import copyright_words, credit_words
from gallery.web.present.press import PressPage
from gallery.web.present.shapes import GalleryPage, HomePage, PhotoCard, PhotoPage
from gallery.web.static_files import asset

Data = dict[str, object]
#: Where a search engine puts in what somebody asks for (Google's sitelinks search box).
WORDS = "search_term_string"


def data_of_site(page: HomePage) -> Data:
    """Describe the site: whose it is, and how it is searched."""
    template = f"{absolute_url('search.results')}?q={{{WORDS}}}"
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": template},
        "query-input": f"required name={WORDS}",
    }
    about = {"description": texts().lede} if texts().lede else {}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": campaign().name,
        "url": page.links.canonical,
        "inLanguage": str(get_locale() or "en"),
        "potentialAction": search,
        "publisher": {
            **_campaign(),
            "url": page.links.canonical,
            "logo": whole(asset("photos-512.png")),
        },
        **about,
    }


def data_of_gallery(page: GalleryPage | PressPage, *, name: str) -> Data:
    """Describe a gallery's page and the photos on it."""
    return {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": name,
        "url": page.links.canonical,
        "associatedMedia": _images_of(page.photos),
    }


def data_of_photo(page: PhotoPage) -> Data:
    """Describe a photo with the size that is offered for download."""
    whole_image = {
        "contentUrl": whole(page.file_url),
        "width": page.picture.width,
        "height": page.picture.height,
        "thumbnailUrl": whole(page.photo.picture.src),
        "representativeOfPage": True,
    }
    caption = {"caption": page.caption} if page.caption else {}
    return {
        "@context": "https://schema.org",
        **_images_of([page.photo])[0],
        **whole_image,
        **caption,
    }


def _images_of(cards: Sequence[PhotoCard]) -> list[Data]:
    """Describe photos, with the fields that image searches show as their licence."""
    licence_url = campaign().licence_url
    of_whom = {name: _creator(name) for name in {card.credit for card in cards}}
    return [_image_of(card, licence_url, of_whom[card.credit]) for card in cards]


def _creator(name: str) -> Data:
    """Say whose pictures are that somebody signed so, or nobody."""
    return {
        "creditText": credit_words(name),
        "creator": {"@type": "Person", "name": name} if name else _campaign(),
        "copyrightNotice": copyright_words(name),
    }


def _image_of(card: PhotoCard, licence_url: str, creator: Data) -> Data:
    """Describe a photo."""
    place = f"{card.city}, {card.country}" if card.city else card.country
    data: Data = {
        "@type": "ImageObject",
        "contentUrl": whole(card.picture.src),
        "name": card.picture.alt,
        "license": licence_url,
        "acquireLicensePage": whole(card.url),
        **creator,
        "contentLocation": {"@type": "Place", "name": place},
    }
    if card.day:
        data["dateCreated"] = card.day.isoformat()
    return data


def _campaign() -> Data:
    """Describe who stands for what nobody signed."""
    return {"@type": "Organization", "name": campaign().name}
