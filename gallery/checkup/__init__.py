"""What ``gallery doctor`` looks at: one check after the other, each of which yields findings.

A ``finding`` says what is so and what to do. ``machine`` looks at what we stand on (database,
secret, stores, clock, disk, sandbox, versions), ``promises`` at what is owed and counted, ``files``
at rows without bytes and bytes without rows; ``log`` follows the log of decisions. ``course`` goes
through all of them in order.
"""
