"""A new store of an agency: empty, or with what another of its stores has settled already."""
