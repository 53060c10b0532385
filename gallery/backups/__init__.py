"""Backups: all that a gallery is, as it was at one moment, in a store of their own.

``snapshot`` takes the database as it is at one moment and puts it back, ``shelf`` knows how a
backup lies in its store (sealed or not, and for how long), ``writing`` fills it while the gallery
runs, ``restoring`` makes a gallery of it again.
"""
