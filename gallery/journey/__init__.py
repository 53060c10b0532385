"""The verbs: what may happen to a photo, in the order it happens.

``receive`` → ``examine`` → ``review`` → ``publish``, and ``withdraw`` at any time; ``sweep`` keeps
what was promised. ``filing`` decides where a photo belongs, ``claiming`` lets one run have it at a
time, ``counting`` moves the tallies. Verbs flush, never commit: the doors open the units of work.
"""
