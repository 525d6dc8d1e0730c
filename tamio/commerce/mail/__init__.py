"""E-mail as facts: written in a transaction, sent by the outbox, never in the way of a sale."""
