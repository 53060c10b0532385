"""The verbs: what may happen to a photo, in the order it happens.

``receive`` (``joining`` parts) and ``send`` → ``examine`` → ``review`` → ``publish`` → ``settle``,
then ``hide``; ``amend`` and ``withdraw`` at any time; ``sweep`` keeps what was promised,
``leftovers`` finds what lost runs wrote, ``originals`` replace small copies;
``intact`` reads what is still as it was written, ``mending`` makes the rest anew, ``scrubbing``
reads all of it; ``erasures`` are noted for who restores a backup. ``links`` says whether
an action link takes photos, ``filing`` decides where a photo belongs, ``care`` how careful we are
with it (``listing`` countries where people are in danger), ``statues`` what it shows muzzled,
``suggesting`` cities that are not in the list, ``claiming`` lets one run have it at a time,
``counting`` moves the tallies, ``letters`` tell senders what was decided, ``digests`` moderators
what has waited too long. ``lanes`` say what a moderator goes through, ``leases`` who has which
photos meanwhile, ``presence`` says so in numbers and ``steps`` in names, ``previews`` are what they
look at, ``finding`` is how they search; ``marking`` and ``four_eyes`` see that two people approve
what is sensitive, ``ready`` says what keeps a photo from being shown, ``opinions`` are what
trainees would decide; ``apart`` takes photos out of the queue, ``quarantine`` knows what was turned
down when it comes again, ``reasons`` say why; ``boxes`` say what is covered, ``credit`` whose name
is shown; ``sheets`` lay photos out, ``alike`` finds bursts, ``bulk`` decides many at once and
``second`` lets a second person look at that; ``inquiries`` go to photographers; ``reporting`` is
what visitors do about a photo and ``reports`` what becomes of it; ``audit`` is the log of all that
was decided, ``checking`` tells whether somebody changed it and ``dropping`` lets old decisions go;
the ``board``, ``review_queue``, ``viewing`` of originals, ``logbook``, ``proposals`` and ``doubts``
are what moderators look at, ``visit`` (with its ``strands``) and ``totals`` what visitors find
(``around`` a city), ``press`` what newspapers are given, ``programs`` what those of partners read
and ``robots`` what search engines list; ``announcing`` says what machines are not told yet,
``changes`` what was published and removed, ``hooks`` tell partners so, ``purging`` lets caches in
front of us forget a photo.
``searching`` finds photos by words: ``meaning`` tells cities and years from other words,
``spelling`` parts a text into them, ``matching`` asks the database's index, within the ``spans`` of
the years that are meant; ``rarity`` says how much can fit; ``indexing`` keeps the index and
``reindexing`` mends it. ``watching`` says how the engine does, ``probing`` whether its parts
answer. Verbs flush, never commit: the doors open the units of work.
"""
