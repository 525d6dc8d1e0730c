"""Migrations of the shop's look and its pages."""
