"""The second factor: nobody works here with a password alone.

An app's codes and passkeys, as many as one likes, and ten recovery codes for the day they are lost.
Whatever is used once is used up by compare-and-set, so two at the same moment cannot both count.
"""

import json

from sqlalchemy import delete, func, select, update

from gallery import one_time_codes, passkeys
from gallery.db import change_rows, db
from gallery.errors import BadInput, Conflict, NotHere
from gallery.models import APP, PASSKEY, Account, Factor, RecoveryCode
from gallery.passkeys import Passkey, Site
from gallery.toolbox import Toolbox

#: What the keys are for.
SEALING, RECOVERING, HANDLE = "second factor", "recovery code", "passkeys of an account"
RECOVERY_CODES = 10
MOST = 10  # factors of an account


def list_factors(account: Account) -> list[Factor]:
    """Return what somebody has, the oldest first."""
    wanted = select(Factor).where(Factor.account_id == account.id).order_by(Factor.id)
    return list(db.session.scalars(wanted))


def who_has_one() -> set[int]:
    """Return the numbers of all accounts that have a second factor."""
    return set(db.session.scalars(select(Factor.account_id)))


def count_codes_left(account: Account) -> int:
    """Count the recovery codes that are not used up."""
    wanted = select(func.count(RecoveryCode.id)).where(RecoveryCode.account_id == account.id)
    return db.session.scalar(wanted) or 0


def add_app(account: Account, secret: str, code: str, *, tools: Toolbox) -> None:
    """Add an app that shows a good code of a secret; raise BadInput for another code."""
    number = one_time_codes.match(secret, code, now=tools.now(), last=0)
    if number is None:
        raise BadInput("wrong-code")
    _add(account, APP, secret, last=number, tools=tools)


def add_passkey(
    account: Account, answer: str, *, site: Site, challenge: bytes, tools: Toolbox
) -> None:
    """Add the passkey that a browser made; raise BadInput for a false answer."""
    made, count = passkeys.read_made(site, answer, challenge=challenge)
    if made.name in {each.name for each in _passkeys(account, tools=tools)}:
        raise BadInput("wrong-passkey")
    _add(account, PASSKEY, json.dumps([made.name, made.key]), last=count, tools=tools)


def remove(account: Account, number: int) -> None:
    """Remove a factor. The last one stays: without any the password would be enough."""
    factors = list_factors(account)
    found = next((each for each in factors if each.id == number), None)
    if found is None:
        raise NotHere("unknown-factor")
    if len(factors) == 1:
        raise Conflict("last-factor")
    db.session.delete(found)


def forget_all(account: Account) -> None:
    """Forget what somebody had: at the next sign-in they set up another one."""
    db.session.execute(delete(Factor).where(Factor.account_id == account.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def make_recovery_codes(account: Account, *, tools: Toolbox) -> list[str]:
    """Make ten codes, to be shown once; former ones open nothing any more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [tools.keys.new_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        code_hash = _code_hash(account, code, tools=tools)
        db.session.add(RecoveryCode(account_id=account.id, code_hash=code_hash))
    db.session.flush()
    return codes


def use_code(account: Account, code: str, *, tools: Toolbox) -> None:
    """Use up a code of an app, or a recovery code; raise BadInput for any other, or a used one."""
    if not (_use_app(account, code, tools=tools) or _use_recovery(account, code, tools=tools)):
        raise BadInput("wrong-code")


def use_passkey(
    account: Account,
    answer: str,
    *,
    site: Site,
    challenge: bytes,
    tools: Toolbox,
    alone: bool = False,
) -> None:
    """Accept what a passkey signed; raise BadInput for anything else.

    ``alone`` where no password was said: then its device must have made sure who holds it.
    """
    for factor, passkey in _passkeys_kept(account, tools=tools):
        if passkey.name == passkeys.name_of(answer):
            count = passkeys.check_signed(
                site, answer, challenge=challenge, passkey=passkey, count=factor.last, alone=alone
            )
            _require_first(factor, count)
            return
    raise BadInput("wrong-passkey")


def ask_to_make(account: Account, *, site: Site, challenge: bytes, tools: Toolbox) -> str:
    """Return what a browser is asked in order to make a passkey."""
    return passkeys.ask_to_make(
        site,
        person=account.name,
        handle=bytes.fromhex(tools.keys.hash(HANDLE, str(account.id))),
        challenge=challenge,
        known=_passkeys(account, tools=tools),
    )


def ask_to_sign(
    account: Account, *, site: Site, challenge: bytes, tools: Toolbox, alone: bool = False
) -> str:
    """Return what a browser is asked in order to sign with a passkey; "" where there is none."""
    known = _passkeys(account, tools=tools)
    if not known:
        return ""
    return passkeys.ask_to_sign(site, challenge=challenge, known=known, alone=alone)


def _add(account: Account, kind: str, secret: str, *, last: int, tools: Toolbox) -> None:
    """Add a factor."""
    if len(list_factors(account)) >= MOST:
        raise Conflict("too-many-factors")
    sealed = tools.keys.seal(SEALING, secret)
    today = tools.now().date()
    db.session.add(
        Factor(account_id=account.id, kind=kind, secret_sealed=sealed, last=last, added_on=today)
    )
    db.session.flush()


def _use_app(account: Account, code: str, *, tools: Toolbox) -> bool:
    """Whether a code is that of an app, and was not used."""
    for factor in _of_kind(account, APP):
        secret = tools.keys.unseal(SEALING, factor.secret_sealed)
        number = one_time_codes.match(secret, code, now=tools.now(), last=factor.last)
        if number is not None:
            return _is_first(factor, number)
    return False


def _use_recovery(account: Account, code: str, *, tools: Toolbox) -> bool:
    """Whether a code is a recovery code that is left; it is not any more."""
    code_hash = _code_hash(account, code, tools=tools)
    used = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == code_hash
    )
    return change_rows(used) == 1


def _is_first(factor: Factor, number: int) -> bool:
    """Whether nobody was quicker: the number grows, by compare-and-set."""
    later = update(Factor).where(Factor.id == factor.id, Factor.last < number)
    return change_rows(later.values(last=number)) == 1


def _require_first(factor: Factor, count: int) -> None:
    """Write down how often a passkey was used; those that do not count always say 0."""
    if count and not _is_first(factor, count):
        raise BadInput("wrong-passkey")


def _passkeys(account: Account, *, tools: Toolbox) -> list[Passkey]:
    """Return the passkeys of an account."""
    return [passkey for _, passkey in _passkeys_kept(account, tools=tools)]


def _passkeys_kept(account: Account, *, tools: Toolbox) -> list[tuple[Factor, Passkey]]:
    """Return the passkeys of an account with their rows."""
    return [
        (factor, Passkey(*json.loads(tools.keys.unseal(SEALING, factor.secret_sealed))))
        for factor in _of_kind(account, PASSKEY)
    ]


def _of_kind(account: Account, kind: str) -> list[Factor]:
    """Return the factors of a kind."""
    return [each for each in list_factors(account) if each.kind == kind]


def _code_hash(account: Account, code: str, *, tools: Toolbox) -> str:
    """Return the keyed hash of a recovery code; capitals, spaces and hyphens are forgiven."""
    spoken = "".join(code.lower().replace("-", " ").split())
    return tools.keys.hash(RECOVERING, f"{account.id} {spoken}")
