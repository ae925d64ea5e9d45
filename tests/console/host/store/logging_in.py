"""Logs in at a store as a host does it, without its queue."""

from console.host.core.accounts.passwords import Passwords
from protocol.vocabulary.messages import Reason


def check_login(store, name, password):
    """Return why a login is refused, `NONE` where it is not, and whose name it is."""
    facts = store.logins.facts(name)
    if not Passwords().match(facts.kept, password):
        return Reason.WRONG_LOGIN, facts.account
    return (Reason.DISABLED if facts.account.disabled else Reason.NONE), facts.account
