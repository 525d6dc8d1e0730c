"""The control plane under /_simulator: what arrived, faults, clock, settings, reset."""
