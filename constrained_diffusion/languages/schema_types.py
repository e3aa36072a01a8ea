def schema_of(x): return x
