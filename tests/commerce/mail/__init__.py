"""E-mail as a destination of the outbox."""
