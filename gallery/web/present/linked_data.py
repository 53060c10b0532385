"""What search engines are told of galleries and photos (schema.org), licence first of all."""

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
        "associatedMedia": [_image_of(card) for card in page.photos],
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
    return {"@context": "https://schema.org", **_image_of(page.photo), **whole_image, **caption}


def _image_of(card: PhotoCard) -> Data:
    """Describe a photo, with the fields that image searches show as its licence."""
    here, place = campaign(), f"{card.city}, {card.country}" if card.city else card.country
    data: Data = {
        "@type": "ImageObject",
        "contentUrl": whole(card.picture.src),
        "name": card.picture.alt,
        "license": here.licence_url,
        "acquireLicensePage": whole(card.url),
        "creditText": credit_words(card.credit),
        "creator": {"@type": "Person", "name": card.credit} if card.credit else _campaign(),
        "copyrightNotice": copyright_words(card.credit),
        "contentLocation": {"@type": "Place", "name": place},
    }
    if card.day:
        data["dateCreated"] = card.day.isoformat()
    return data


def _campaign() -> Data:
    """Describe who stands for what nobody signed."""
    return {"@type": "Organization", "name": campaign().name}
