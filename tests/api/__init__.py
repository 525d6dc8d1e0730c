"""Rules of api, written as tests."""
