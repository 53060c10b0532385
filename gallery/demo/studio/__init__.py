"""The studio: what a picture of a gagged statue is drawn with, by Pillow alone.

``canvas`` turns lines into masks, ``fields`` are soft numbers over it, ``relief`` raises and lights
them, a ``sculpture`` is a relief in the making. ``heads``, ``figures``, ``poses``, ``rider``,
``hair`` and ``cloths`` work on one; ``materials`` turn it into marble or bronze. Around it stand
``skies``, ``towns``, ``landmarks``, ``weather``, ``crowds`` of ``people``, in the ``moods`` and
``colours`` of a time of day. The ``darkroom`` finishes a picture as lens and film would.
"""
