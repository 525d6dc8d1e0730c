"""Zones and methods: how goods reach a buyer, and what that costs."""
