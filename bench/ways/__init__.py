"""Ways of making the ladder, each in a process of its own (see ``loop``), ours and others'.

``ours`` and ``room`` are ours, without and with the dark room; ``naive`` is what one writes first;
``sharp.mjs``, ``vips`` and ``floor`` are peers that only the benchmark needs: ``installing`` brings
them from the lock files beside it.
"""
