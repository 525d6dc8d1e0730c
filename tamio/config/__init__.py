"""Settings, URLs, WSGI, and the `tamio` command: the only room that knows every other."""
