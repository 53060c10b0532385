"""Broken neighbours and killed processes: whatever happens, no photo is lost or made twice.

``gates`` are the ways to the neighbours, which can be closed or lie; ``stands`` are running
galleries in three set-ups behind such gates; ``sending`` is a sender who does not give up;
``judging`` says whether all is well; ``scenarios`` are what can go wrong; ``plants`` are faults in
our own code that the judge must find. ``python -m tests.bars.faults`` runs all of it many times.
"""
