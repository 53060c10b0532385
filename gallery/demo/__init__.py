"""The demonstration: an invented campaign to look at, and how to be rid of it.

``drawings`` draws its pictures, out of what the ``studio`` has.
"""
