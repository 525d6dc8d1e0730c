"""Clients of Fortnox by other authors, installed as published and run against the simulator."""
