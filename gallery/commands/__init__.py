"""The commands of ``gallery``: a file each, with ``declare(parser)`` and ``run(arguments)``.

``here`` makes the application for the others.
"""
