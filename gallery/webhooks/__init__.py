"""The one place where this software makes a request of its own: messages to partners who ask.

``addresses`` says which addresses a message may go to, and to which machines; ``signing`` writes
and signs it; ``carrying`` takes it there. What is told to whom is decided in ``journey``.
"""
