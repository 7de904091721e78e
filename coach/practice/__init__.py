"""Practice as pure functions: decisions, hints, conversations, skills, what comes next."""
