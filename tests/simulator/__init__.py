"""Rules of simulator, written as tests."""
