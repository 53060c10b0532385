"""How fast we are, beside others, within one run.

``photos`` makes what is measured with, ``archive`` galleries of any size. ``ladder`` runs ``ways``
of ours and of others, ``guards`` and ``likeness`` judge what they made; ``journey``, ``uploads``,
``places`` and ``pages`` are the other parts; ``telling`` writes tables, ``measuring`` is for all.
``__main__`` runs them and writes ``latest.json``.
"""
