"""``gallery consent``: what people agree to, beside the English, for a person who reads it."""

from argparse import ArgumentParser, Namespace

from config import Settings
from gallery.commands.here import gallery_here
from gallery.web.consent import READ, in_both, is_read, mark


def declare(parser: ArgumentParser) -> None:
    """Take a language."""
    parser.add_argument("language", choices=Settings().spoken[1:], help="its code, such as be")


def run(arguments: Namespace) -> None:
    """Show the sentences, and how to say that a person has read them."""
    with gallery_here():
        for english, words in in_both(arguments.language):
            print(f"{english}\n→ {words}\n")
        if is_read(arguments.language):
            print("A person has read these sentences.")
        else:
            print(f"You speak both languages, and they say the same? Then add to {READ}:")
            print(f"{arguments.language} {mark(arguments.language)}")
