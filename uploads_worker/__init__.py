"""The worker: the only door through which photos are read, published and erased.

``tasks`` opens the units of work around each verb; ``run`` starts huey's consumer; ``letters`` has
the words of the messages to senders.
"""
