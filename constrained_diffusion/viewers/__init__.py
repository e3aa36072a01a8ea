"""What people see: the canvas in a terminal, and a page that replays it."""
