"""Moderators and organisers come in: sign-up by invitation, sign-in, sign-out.

``door`` is the blueprint with its guard, and what happens when somebody is in; ``keeping`` what
Flask-Security keeps for us; ``page`` asks for e-mail and password, ``second`` for the second factor
of whom ``half`` remembers, ``set_up`` helps to the first one; ``sign_up`` takes invitations and
links to a new password.
"""

from gallery.web.sign_in import page, second, set_up, sign_up
from gallery.web.sign_in.door import pages
from gallery.web.sign_in.keeping import is_password_of, prepare

__all__ = ["is_password_of", "page", "pages", "prepare", "second", "set_up", "sign_up"]
