"""Rules of storefront, written as tests."""
