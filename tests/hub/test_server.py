"""The tests have a server of their own, as a hub asks for it."""

from tests.hub.server import Server


def test_that_the_tests_have_a_server_with_the_settings_that_a_hub_asks_for(server: Server) -> None:
    with server.administer() as connection:
        asked = "data_checksums", "fsync", "full_page_writes", "synchronous_commit", "ssl"
        found = [connection.execute("SELECT current_setting(%s)", (name,)).fetchone() for name in asked]
        assert found == [("on",)] * len(asked)
        assert connection.pgconn.ssl_in_use
        assert connection.info.server_version >= 150000
