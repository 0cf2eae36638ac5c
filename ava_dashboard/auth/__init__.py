"""Who may see it: sign-in, sessions, service tokens, and the gate in front of every page."""
