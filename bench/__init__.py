"""How fast we are, beside others, within one run.

``photos`` makes what is measured with, ``measuring`` counts a child's processor time, ``ladder``
and ``journey`` are what is measured; ``__main__`` runs them and writes ``latest.json``.
"""
