"""``gallery``: the commands of organisers and operators. Each loads its module when called."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from config import read_settings
from gallery.errors import BadSetting, GalleryError, Unavailable

#: name → the module of gallery.commands that declares and runs it, and what it is for
COMMANDS = {
    "serve": ("serve", "start everything: database, gazetteer, web server and worker"),
    "web": ("web", "start a web server alone; a worker runs elsewhere, or beside it"),
    "worker": ("worker", "start a worker that examines and publishes photos"),
    "webhooks": ("webhooks", "tell partners who ask what was published and removed"),
    "init": ("init", "make or update the database and the gazetteer"),
    "demo": ("demo", "fill an empty gallery with a demonstration, or remove it"),
    "inspect": ("inspect", "say what is read from photo files"),
    "edition": ("edition", "add or list editions (worldwide action days)"),
    "action": ("action", "add or list actions and their upload links"),
    "account": ("account", "invite moderators and organisers, disable an account"),
    "consent": ("consent", "show what people agree to, for a person who reads a translation"),
    "sweep": ("sweep", "send again what is owed too long, erase what is nobody's"),
    "doctor": ("doctor", "look at everything, say what to do, repair what is safe"),
    "search": ("search", "mend what visitors find, where it differs from the photos"),
    "originals": ("originals", "open sealed originals where their secret key is"),
    "backup": ("backup", "back up everything while the gallery runs"),
    "restore": ("restore", "make a gallery of a backup, where there is none"),
    "storage": ("storage", "read all files and compare them; copy a store into another"),
}

ABOUT = "The commands of those who run a campaign, and of those who run its server."
MORE = (
    "What a command takes: gallery COMMAND --help. Settings come from the environment, such as "
    "GALLERY_DATA_DIR; README.md lists them."
)


#: Whatever we write, other people of this machine may not read it.
OURS_ALONE = 0o077


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; say what went wrong in one sentence."""
    os.umask(OURS_ALONE)
    parser = ArgumentParser(prog="gallery", description=ABOUT, epilog=MORE)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name, (_, purpose) in COMMANDS.items():
        commands.add_parser(name, help=purpose, add_help=False)
    name = parser.parse_args(given[:1]).command
    return _run(name, given[1:], is_process=arguments is None)


def _run(name: str, arguments: list[str], *, is_process: bool) -> int:
    """Load a command's module, read its arguments, run it; the log of a process is ours."""
    module, purpose = COMMANDS[name]
    command = import_module(f"gallery.commands.{module}")
    sentence = f"{purpose[0].upper()}{purpose[1:]}."
    parser = ArgumentParser(prog=f"gallery {name}", description=sentence)
    command.declare(parser)
    chosen = parser.parse_args(arguments)
    try:
        if is_process:
            import_module("gallery.logs").write_log(read_settings().log)
        return _exit_code(command.run(chosen))
    except BadSetting as error:
        print(f"gallery: the setting {error.values.get('setting')} {_why(error)}", file=sys.stderr)
    except GalleryError as error:
        print(f"gallery: {_sentence(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 2


def _why(error: BadSetting) -> str:
    """Say what is wrong with a setting."""
    words = {
        "unknown-setting": "is not known",
        "wrong-secret": "is not the secret that this database was made with",
        "slots-and-threads": (
            "is {slots} and GALLERY_WEB_THREADS is {threads}: there must be at least one slot, and "
            "more threads than slots, or uploads would leave no thread for visitors"
        ),
    }
    return words.get(error.key, "has a value that cannot be used").format(**error.values)


def _sentence(error: GalleryError) -> str:
    """Say what went wrong as pages say it; operators are told the cause of what is down."""
    say = import_module("gallery.web.say")  # takes its time, and few commands go wrong
    is_said = error.key in say.SENTENCES and not isinstance(error, Unavailable)
    return str(say.sentence(error) if is_said else error)


def _exit_code(answer: int | None) -> int:
    """A command that says nothing went well."""
    return answer or 0


if __name__ == "__main__":
    sys.exit(main())
