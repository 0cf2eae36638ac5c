"""Tables that this project owns, in the schema `dashboard`; each model names the module that writes it.

Importing this package makes every table known to the migrations.
"""

from ava_dashboard.models.dashboard.account import Account
from ava_dashboard.models.dashboard.account_session import AccountSession
from ava_dashboard.models.dashboard.demo_load import DemoLoad
from ava_dashboard.models.dashboard.draft_decision import DraftDecision
from ava_dashboard.models.dashboard.job import Job
from ava_dashboard.models.dashboard.service_token import ServiceToken
from ava_dashboard.models.dashboard.sign_in_attempt import SignInAttempt
from ava_dashboard.models.dashboard.snapshot import Snapshot

__all__ = [
    "Account",
    "AccountSession",
    "DemoLoad",
    "DraftDecision",
    "Job",
    "ServiceToken",
    "SignInAttempt",
    "Snapshot",
]
