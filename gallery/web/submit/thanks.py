"""The page after sending: the receipt code, once, and a way to hear from us."""

from flask import render_template

from gallery.journey.care import partner_agreed
from gallery.journey.letters import find_letter
from gallery.journey.receive import photos_meant
from gallery.models import Stage, Submission
from gallery.web.current import absolute_url, tools
from gallery.web.qr_code import draw_qr_code


def way_to_more(submission: Submission | None) -> str:
    """Return where more photos are added: by the link that brought the first ones."""
    return f"/add/{submission.link.token if submission and submission.link else ''}"


def thanks_page(
    submission: Submission | None, code: str, *, said: str = "", error: str = "", email: str = ""
) -> str:
    """Show the code and its link; an empty code where the one given out before holds on."""
    photos = photos_meant(submission) if submission else []
    # Behind "#" it is never sent anywhere: static/js/fragment.js posts it.
    address = absolute_url("receipt.ask", _anchor=code.replace(" ", "-"))
    return render_template(
        "submit/receipt.html",
        code=code,
        count=sum(photo.stage is not Stage.REFUSED for photo in photos),
        qr=draw_qr_code(address) if code else None,
        address=address,
        more=way_to_more(submission),
        partner=partner_agreed(submission) if submission else None,
        has_mail=tools().mail is not None,
        is_told=submission is not None and find_letter(submission) is not None,
        said=said,
        error=error,
        email=email,
    )
