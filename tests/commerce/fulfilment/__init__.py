"""Shipments and returns."""
