"""Zones, methods, and freight in a sale."""
