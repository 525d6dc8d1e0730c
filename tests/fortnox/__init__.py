"""Rules of fortnox, written as tests."""
