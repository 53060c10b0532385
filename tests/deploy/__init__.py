"""A gallery as operators run it: handed a socket, stopped and started again while people ask."""
