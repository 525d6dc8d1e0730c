"""How the lanes stand, for people at a terminal, for programs, and for Prometheus."""
