"""Copies of what visitors see, outside our own processes.

``shared`` keeps drawn pages where all our machines reach them.
"""
