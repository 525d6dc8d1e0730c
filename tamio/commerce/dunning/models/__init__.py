"""The rows of dunning: what a store does about late payments, and how far it has come with each."""

from tamio.commerce.dunning.models.case import Case, Why
from tamio.commerce.dunning.models.step import ENDINGS, Act, Step, Track

__all__ = ["ENDINGS", "Act", "Case", "Step", "Track", "Why"]
