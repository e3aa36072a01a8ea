def schema_language(schema, whitespace): raise NotImplementedError
