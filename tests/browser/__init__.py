"""What people do in a browser, done by Chromium."""
