"""The campaign's texts in every language, and the wordings that senders agree to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from gallery.db import db
from gallery.journey.counting import show_changes
from gallery.models import Campaign, CampaignText, Wording, WordingText

ENGLISH = "en"
#: What somebody agrees to in any language.
BOXES = ("consent_own", "consent_use")


@dataclass(frozen=True)
class Texts:
    """What the campaign says in a language. ``permission`` is the language of its two boxes."""

    headline: str
    headline_taped: str
    lede: str
    about: str
    contact: str
    press: str
    privacy: str
    consent_own: str
    consent_use: str
    permission: str = ENGLISH
    is_read: bool = True  # else the English boxes stand beside these
    in_english: frozenset[str] = frozenset()  # the names of those that nobody wrote in the language


NAMES = (
    "headline", "headline_taped", "lede", "about", "contact", "press", "privacy", *BOXES,
)  # fmt: skip


def texts_in(language: str, *, campaign: Campaign) -> Texts:
    """Return the campaign's texts in a language; what nobody wrote in it is English."""
    english: dict[str, Any] = {name: getattr(campaign, name) or "" for name in NAMES}
    if language == ENGLISH:
        return Texts(**english)
    row = find_text(language)
    english["in_english"] = frozenset(name for name in NAMES if not getattr(row, name))
    said = english | {name: getattr(row, name) for name in NAMES if getattr(row, name)}
    if row.headline:
        said["headline_taped"] = row.headline_taped
    if not row.is_whole:
        return Texts(**said | {name: english[name] for name in BOXES})
    return Texts(**said, permission=language, is_read=row.is_read)


def find_text(language: str) -> CampaignText:
    """Return the texts of a language as they were written; empty ones at first."""
    empty = dict.fromkeys(NAMES, "")
    return db.session.get(CampaignText, language) or CampaignText(
        language=language, is_read=False, **empty
    )


def list_texts() -> dict[str, CampaignText]:
    """Return what was written, by language."""
    return {row.language: row for row in db.session.scalars(select(CampaignText))}


def change_text(language: str, texts: dict[str, str], *, is_read: bool, campaign: Campaign) -> None:
    """Change the texts of a language; another permission is a new version of it."""
    row = find_text(language)
    before = (row.consent_own, row.consent_use, row.is_read)
    for name in NAMES:
        setattr(row, name, texts[name])
    row.is_read = is_read and row.is_whole
    db.session.add(row)
    db.session.flush()
    if before != (row.consent_own, row.consent_use, row.is_read):
        begin_version(campaign)
    show_changes()


def begin_version(campaign: Campaign) -> None:
    """Remember what senders agree to from now on: a number alone would prove nothing later."""
    campaign.consent_version += 1
    said = {name: getattr(campaign, name) for name in (*BOXES, "licence", "licence_url")}
    db.session.add(Wording(version=campaign.consent_version, **said))
    db.session.flush()
    for language, row in list_texts().items():
        if row.is_whole:
            db.session.add(
                WordingText(
                    version=campaign.consent_version,
                    language=language,
                    consent_own=row.consent_own,
                    consent_use=row.consent_use,
                    is_read=row.is_read,
                )
            )
    db.session.flush()


def doubt_translations() -> None:
    """Let every translation of the permission be read anew: the English words are other ones."""
    db.session.execute(update(CampaignText).values(is_read=False))
