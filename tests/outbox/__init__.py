"""Rules of outbox, written as tests."""
