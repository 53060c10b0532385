"""The worker: the only door through which photos are read, published and erased.

``tasks`` opens the units of work around each verb, ``sweeping`` around what is done now and then;
``run`` starts huey's consumer; ``post`` sends messages, ``letters`` has the words of those to
senders, ``digests`` of those to moderators.
"""
