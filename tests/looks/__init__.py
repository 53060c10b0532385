"""Every template with something to show, without a database: for tests, and for looking at."""
