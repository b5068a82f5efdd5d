-- Careboard hub, part 6: who is writing now. What is said is sealed, lasts for minutes, and is not kept: the table is
-- in no backup and empty after a crash.
--
--   CB014   too large or too many

GRANT hub_owner, hub_admission TO CURRENT_USER;
SET LOCAL ROLE hub_owner;

CREATE UNLOGGED TABLE hub.presence (
  login name NOT NULL,
  station bytea NOT NULL CHECK (octet_length(station) BETWEEN 1 AND 64),
  sealed bytea NOT NULL,
  said timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (login, station)
) WITH (fillfactor = 50);

-- Say that one is here, at this computer, and in sealed words where; NULL: no longer. Own lines only.
CREATE FUNCTION hub.say_presence(station bytea, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM hub.presence p WHERE p.login = session_user
  AND ((p.station = $1 AND $2 IS NULL) OR p.said < clock_timestamp() - interval '1 hour');
  IF sealed IS NULL THEN
    RETURN;
  END IF;
  IF octet_length(sealed) > 16384
     OR (SELECT count(*) FROM hub.presence p WHERE p.login = session_user AND p.station <> $1) >= 32 THEN
    RAISE EXCEPTION 'Presence is at most 16 KB, at 32 computers.' USING ERRCODE = 'CB014';
  END IF;
  INSERT INTO hub.presence (login, station, sealed) VALUES (session_user, $1, $2)
  ON CONFLICT ON CONSTRAINT presence_pkey DO UPDATE SET sealed = excluded.sealed, said = clock_timestamp();
END
$$;

-- Who said so within the last two minutes, and how many seconds ago by this server's clock.
CREATE FUNCTION hub.presences() RETURNS TABLE (login name, station bytea, sealed bytea, ago double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.login, p.station, p.sealed, extract(epoch FROM clock_timestamp() - p.said)::double precision
  FROM hub.presence p WHERE p.said > clock_timestamp() - interval '2 minutes' ORDER BY p.login, p.station
$$;

REVOKE ALL ON FUNCTION hub.say_presence(bytea, bytea), hub.presences() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.say_presence(bytea, bytea), hub.presences() TO hub_app;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
