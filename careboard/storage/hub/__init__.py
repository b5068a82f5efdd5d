"""The clinic's hub as a room of bytes and places: a PostgreSQL server that stores and orders logs and reads nothing."""
