"""Bars that take minutes: ``python -m tests.bars.NAME`` prints figures; 1 when one is missed.

The suite holds a small version of each.
"""
