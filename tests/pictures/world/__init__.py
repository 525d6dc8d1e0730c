"""A store, its agency and their people, with something to show on every page."""

from tests.pictures.world.making import World, make_world

__all__ = ["World", "make_world"]
