"""Rules of journeys, written as tests."""
