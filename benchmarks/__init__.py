"""Measurements: ``python -m benchmarks`` times the engine, ``python -m benchmarks.accuracy`` the models that ship."""
