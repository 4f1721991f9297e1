"""Readings over time as pictures that need no script."""
