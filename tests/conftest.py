"""What every test gets: the servers, the house and its people."""

pytest_plugins = ["tests.gazetteer", "tests.house"]
