// Each suite is in its own file.
