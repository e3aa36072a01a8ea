"""Plugins that carry constraints into inference servers: what a request asks, compiled once and shared by processes."""
