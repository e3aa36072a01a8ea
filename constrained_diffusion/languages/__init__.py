"""Front ends: regex, choices and JSON Schema, each translated to the one small representation in `ir`."""
