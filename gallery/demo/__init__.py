"""The demonstration: an invented campaign to look at, and how to be rid of it.

``history`` is what it tells of its action days and ``remembering`` of its years, ``plan`` who sends
what and what becomes of it. ``opening`` writes texts, editions and actions; ``drawings`` draws the
pictures, out of what the ``studio`` has;
``files`` writes them as cameras would. ``making`` leads each through ``sending``, the worker's
tasks (``crew``) and ``reviewing``; of a ``rehearsal`` the photos wait for ``people`` who can sign
in, after ``stirring`` has reported some of them; ``progress`` and ``counting`` tell of it.
``removing`` takes all of it away.
"""
