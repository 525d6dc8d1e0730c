"""The texts that a Swedish merchant's pages begin with, in both languages."""
