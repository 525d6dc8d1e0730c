"""Rules of the sync, written as tests."""
