"""Rules of conventions, written as tests."""
