"""Invitations, roles that change, agencies that come and go, and sessions that are kept."""
