"""Copies of what visitors see, outside our own processes.

``shared`` keeps drawn pages where all our machines reach them; ``front`` tells the caches of others
in front of us what to forget.
"""
