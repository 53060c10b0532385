"""The words for everything that can go wrong, in the person's language."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from gallery.errors import GalleryError

SENTENCES = {
    "already-added": _("You already added this photo."),
    "already-answered": _("Somebody answered this already."),
    "already-asked": _("We have this already. Use your six words to see the answer."),
    "already-decided": _("Somebody already decided this photo."),
    "already-sent": _("These photos were sent already. Use your receipt code to change them."),
    "another-moderator-needed": _("Another moderator has to confirm this."),
    "answer-missing": _("Please write an answer."),
    "answer-not-said": _("Please say why, in a sentence: the group will read it."),
    "asked-too-often": _("That was very often. Please wait a minute, then try again."),
    "bad-input": _("We could not understand this. Please go back and try again."),
    "bad-parameter": _("We could not read “%(parameter)s”. Compare it with the description."),
    "best-not-chosen": _("Please choose which one is kept."),
    "beyond-your-places": _("You do not look after this place. Ask an organiser."),
    "box-incomplete": _("A cover or crop needs four numbers: left, top, width and height."),
    "box-outside": _("A cover or crop must lie inside the picture."),
    "campaign-closed": _("We do not take photos yet. Please come back later."),
    "changed-meanwhile": _("Somebody changed this photo meanwhile. Please look again."),
    "changes-forgotten": _(
        "We keep what happened for a month, and this is older. Read all photos anew, then go on "
        "with what happens from now on."
    ),
    "checksum-mismatch": _(
        "The bytes that came are not the bytes that were sent. Send them again."
    ),
    "city-forgotten": _(
        "“Country only” is ticked, so this city would be forgotten. Take the tick away to keep it."
    ),
    "closed": _("This is closed."),
    "conflict": _("This cannot be done with it any more. Please look again."),
    "country-missing": _("Please choose the country this city is in."),
    "database-busy": _(
        "Too much happened at the same moment, so this was not done. Please try again in a few "
        "seconds: nothing is lost."
    ),
    "day-not-from-camera": _("Its day does not come from a camera."),
    "day-to-come": _("This day is still to come. Please choose the day of the action."),
    "day-too-far": _("Please choose a day within a year. We do not keep photos waiting longer."),
    "day-unreadable": _("We could not read this day. Write it as 2010-12-18, for example."),
    "draft-just-begun": _("Another photo began at the same moment. Please send this one again."),
    "draft-too-old": _(
        "This page was too old, so here is a new one. Look whether all your photos are here, "
        "then send them."
    ),
    "drawn-by-lot": _(
        "Drawn by lot: of what trusted groups send, some photos are always looked at one by one."
    ),
    "edition-days": _("The action day must lie between the first day and the last day."),
    "edition-exists": _("There is an action day in this month already."),
    "edition-moved": _(
        "The month of an action day stays: its addresses are made of it. Add another one instead."
    ),
    "edition-to-come": _(
        "This action day is still to come. Choose another one, or wait until it has begun."
    ),
    "email-taken": _("There is an account with this e-mail already."),
    "email-unreadable": _("This is no e-mail address. It looks like name@example.org."),
    "empty": _("This file is empty. Choose the photo again."),
    "expired-invitation": _(
        "This invitation has expired. Ask whoever gave it to you for a new one: it is made in a "
        "moment."
    ),
    "expired-link": _(
        "The last day of this link is over. Photos that you sent are not lost, and you can still "
        "add others without it."
    ),
    "faces-not-confirmed": _(
        "The sender asked to hide every face. Cover them, or say that no face is visible."
    ),
    "faces-not-said": _("Please say whether people in the photos may be shown."),
    "form-cut": _("The connection was lost before everything was here. Please send it once more."),
    "full-link": _(
        "As many photos came through this link as it may take. Ask the group that gave it to you "
        "for another one, or add your photos without it."
    ),
    "gone": _("This photo was withdrawn."),
    "heads-bare": _(
        "Not every head that was seen is covered. Look again; if all is well, press once more."
    ),
    "inquiries-full": _(
        "So many questions about this photo wait for an answer that we take no more. Come back "
        "later."
    ),
    "is-doubtful": _("Something may be wrong with it. Look at it by itself."),
    "is-held": _("It is held. Look at it by itself."),
    "is-sensitive": _("Somebody may be in danger for it. Look at it by itself."),
    "joined-upload": _("This upload is whole. Nothing can be added to it."),
    "last-factor": _("This is your last key. Add another one first."),
    "last-organiser": _("This is the last organiser. Let another one in first."),
    "last-place": _("This is the last place. Add another one first, or let them see everything."),
    "more-than-promised": _("More bytes came than were promised. Send the photo again."),
    "name-missing": _("Please write the name to be shown, or choose “Anonymous”."),
    "no-address": _("Please give an address that begins with https://"),
    "no-city-here": _("We know no city near this point. Press another one, or write its name."),
    "no-edition-to-come": _("No action day is announced now. Please come back later."),
    "no-identity": _("This file holds no age secret key (a line that begins AGE-SECRET-KEY-1)."),
    "no-photos": _("Please choose at least one photo."),
    "no-point": _("This is no point on the map."),
    "no-sealed-original": _("There is no such sealed original in the private store."),
    "no-site": _(
        "“%(site)s” is no site. Write one on each line, such as https://example.org or "
        "https://www.example.org:8443"
    ),
    "no-webhook": _(
        "We send nothing there. Give an address such as https://example.org/hook: https, a public "
        "name, no port."
    ),
    "no-year": _("Please give a year, such as 2009."),
    "not-a-photo": _("This is not a photo. We take JPEG, HEIC, PNG, WebP and AVIF."),
    "not-here": _("There is nothing here."),
    "not-sealed-to-this-key": _("This was sealed to another key, or is broken."),
    "not-your-own-role": _("You cannot change your own role. Ask another organiser."),
    "not-yourself": _("You cannot lock yourself out. Ask another organiser."),
    "nothing-covered": _("Nothing is covered yet."),
    "original-not-wanted": _(
        "You asked us not to keep originals. The small copy is safe; nothing more is needed."
    ),
    "parts-unfinished": _("Not all parts of this photo are here yet. Send the rest of them first."),
    "paused-link": _(
        "This link takes nothing new for a while. Come back later, or ask the group that gave it "
        "to you. What you have begun to send is not lost: go on where you began."
    ),
    "permission-changed": _(
        "The words of the permission have changed meanwhile. Please read them and tick both boxes."
    ),
    "permission-not-given": _("Please tick both boxes, or we may not show the photos."),
    "photo-being-read": _(
        "Your photos are safe. Photo %(photo)s is still being read. Send again in a few seconds, "
        "or say where and on which day it was taken."
    ),
    "photo-needs-city": _("Photo %(photo)s still needs a city."),
    "photo-needs-edition": _("Photo %(photo)s still needs an action day."),
    "photo-needs-place": _("This photo needs a city and an action day before it can be approved."),
    "photo-too-large": _("This photo is larger than %(limit)s MB. Send a smaller copy."),
    "please-fill-in": _("Please fill this in."),
    "press-full": _("A press kit holds up to %(most)s photos. Take some out first."),
    "proof-needed": _(
        "Very many photos are coming just now, so we only take them from pages with JavaScript. "
        "Switch it on and load this page again, or ask your group for its link: with that it works "
        "without."
    ),
    "reason-not-said": _("Please choose a reason."),
    "report-not-said": _("Please choose what is wrong."),
    "revoked-link": _(
        "This link was closed. Ask the group that gave it to you for a new one, or add your photos "
        "without it."
    ),
    "say-which-city": _(
        "Several cities have this name. Write the country after it: London, Canada."
    ),
    "search-unreadable": _("We could not read this search. Please choose from the lists."),
    "second-person-needed": _("You approved it already. A second person must approve it, too."),
    "sent-before": _(
        "The photos before these were sent already. These are new: have a look, then send them."
    ),
    "some-not-taken": _(
        "We could not take all of your files; below is why. Send the others, or choose again."
    ),
    "starts-full": _("So many groups wait for an answer that we take no more. Write to us."),
    "still-being-read": _("This photo is still being read. Please try again in a few seconds."),
    "still-in": _("Keep this account out first."),
    "still-sending": _(
        "Some photos are still on their way. Wait until all are safe, or remove them."
    ),
    "store-full": _("Our server is full. Your photos are safe on this phone; try again later."),
    "too-hard": _("We could not read this photo. Take a screenshot of it and send that."),
    "too-late-to-change": _("This photo cannot be changed any more. Below is how it stands."),
    "too-late-to-undo": _("It is too late to undo this."),
    "too-long": _("This is too long. Say it in %(limit)s characters at most."),
    "too-many-covers": _("Up to %(limit)s covers are kept. Keep only the statue instead."),
    "too-many-factors": _("You have ten keys. Remove one first."),
    "too-many-now": _(
        "Very many photos are coming just now. Yours are safe on this phone; please send them "
        "again in a minute."
    ),
    "too-many-photos": _(
        "You can send up to %(limit)s photos at a time. Send the rest afterwards."
    ),
    "too-many-pixels": _("This picture has too many pixels. Send a smaller copy."),
    "too-many-reasons": _("There are nine digits, so hide another reason first."),
    "too-many-scans": _("We could not read this photo. Take a screenshot of it and send that."),
    "too-many-sites": _("Up to %(most)s sites can be named."),
    "too-many-webhooks": _("Up to %(most)s addresses can be told."),
    "too-many-words": _("Please search for fewer words: at most %(most)s."),
    "too-often": _(
        "So many photos came from here that we have to pause. Yours are safe on this phone; "
        "please send them again later."
    ),
    "too-small": _("This picture is too small to be shown. Send the original photo."),
    "unavailable": _(
        "Our server has a problem. Your photos are safe on this phone; we try again in 15 seconds."
    ),
    "under-16": _(
        "Let a parent or group leader read this page with you and send the photos. They stay here "
        "for a day: nothing is lost."
    ),
    "unknown-accent": _("A colour has six digits, such as b5122b."),
    "unknown-account": _("There is no such account."),
    "unknown-action": _("This city has no action on this day."),
    "unknown-address": _("This is not the address of a gallery or a photo of ours."),
    "unknown-city": _(
        "We do not know this city. Write another name of it, or the nearest larger city."
    ),
    "unknown-cursor": _("We do not know this place in the list. Begin it anew."),
    "unknown-draft": _("This page is too old. Open it again and choose your photos once more."),
    "unknown-edition": _("We know of no action day then."),
    "unknown-inquiry": _(
        "We do not know this code. It has six words; check each of them. What you wrote may be "
        "erased already."
    ),
    "unknown-invitation": _("This link was used already, or is not complete."),
    "unknown-layout": _("A frame’s layout is grid, strip or one."),
    "unknown-link": _("There is no such link. Check the address, or use the general page."),
    "unknown-parameter": _(
        "“%(parameter)s” cannot be asked here. Compare it with the description."
    ),
    "unknown-photo": _("There is no such photo here."),
    "unknown-place": _("We know of no action and no photo from there."),
    "unknown-receipt": _("We do not know this code. It has six words; check each of them."),
    "unknown-rows": _("A frame’s rows are 1, 2 or 3."),
    "unknown-start": _(
        "We do not know this code. It has six words; check each of them. What you wrote may be "
        "erased already."
    ),
    "unknown-suggestion": _("This city was decided already."),
    "unknown-theme": _("A frame’s theme is light, dark or follow."),
    "unknown-upload": _("There is no such upload (any more). Send the photo again."),
    "unreadable": _(
        "We could not read this photo. Try sending it again, or take a screenshot of it."
    ),
    "unsupported": _("We do not take this kind of picture. Send it as JPEG, HEIC, PNG or WebP."),
    "upload-expired": _("This upload took longer than a day. Send the photo again."),
    "video": _("This is a video. We can only take photos."),
    "which-city": _("Several cities could be meant. Please choose yours."),
    "which-city-here": _("These cities are near that point. Please choose yours."),
    "which-edition": _("Please choose the action day."),
    "wrong-code": _("This code is wrong, or was used already. Wait for the next one."),
    "wrong-offset": _("This upload stands elsewhere. Ask where, then go on from there."),
    "wrong-passkey": _("This passkey is not the one we know, or the page was too old. Try again."),
    "wrong-password": _("This is not your present password."),
}
STATUS_SENTENCES = {
    400: _("We could not understand this. Please go back and try again."),
    403: _("This came from another site, so we did not do it."),
    404: _("There is no such page. Perhaps the address is not complete."),
    405: _("This cannot be done here."),
    413: _("This is too large for us."),
    429: _("That was very often. Please wait a minute, then try again."),
}
OTHERWISE = _("Our server has a problem. Please try again in a minute.")


def sentence(error: GalleryError) -> str:
    """Say what went wrong and what to do."""
    known = SENTENCES.get(error.key)
    for kind in type(error).__mro__:
        known = known or SENTENCES.get(getattr(kind, "key", ""))
    return str(known) % error.values if known else gettext("Our server has a problem.")


def careful() -> str:
    """Say what becomes of photos from a listed country."""
    words = gettext(
        "People are in danger there, so we take the greatest care: we show the country only, "
        "publish after the action days, and keep no original."
    )
    return str(words)


def refusal(key: str | None) -> str:
    """Say why a photo was refused."""
    return str(SENTENCES.get(key or "unreadable", SENTENCES["unreadable"]))


def status_sentence(status: int) -> str:
    """Say what an HTTP status means."""
    return str(STATUS_SENTENCES.get(status, OTHERWISE))
