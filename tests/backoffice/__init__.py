"""Rules of backoffice, written as tests."""
