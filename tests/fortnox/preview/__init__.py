"""Previews: what is shown is what is sent."""
