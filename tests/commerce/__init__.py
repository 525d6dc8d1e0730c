"""Rules of commerce, written as tests."""
