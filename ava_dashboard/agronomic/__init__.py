"""Advice that waits for an agronomist: what waits, the conversation beside it, and the decision."""
