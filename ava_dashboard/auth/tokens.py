"""Random tokens and what is kept of them. Pure: knows no table."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits, safe in a header and in a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps. The token is random, so that a plain SHA-256 can't be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def subject_hash(secret_key: str, subject: str) -> str:
    """What the throttle keeps of an e-mail or an address: keyed, since those could be guessed."""
    message = subject.encode("utf-8", "surrogatepass")
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
