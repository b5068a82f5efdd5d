"""How the record is kept safe: format, keys, registry, logs, verifier, codec."""
