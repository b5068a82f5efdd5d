-- Careboard hub, part 5: what is handed out in an emergency, and what the law lets go.
--
-- A chart's key lies on the workstations in a half that says nothing. The other half, the pad, lies here, and this
-- server hands it out only for a request that it keeps for good already. A login that asks, takes the pad and rolls its
-- request back would leave no trace: so the request must have been committed by an earlier transaction, and must be on
-- this server's disk, before anything is answered. What you, the administrator, can read here opens nothing.
--
--   CB010   no request that this login committed within the last 15 minutes
--   CB015   no record of a day ago asks that this body be erased, or it is none that may be

GRANT hub_owner, hub_admission TO CURRENT_USER;
SET LOCAL ROLE hub_owner;

-- The pad of one key of one chart. Whoever can read the chart may send it, once each; the uploader stands in the key,
-- or one wrong pad, sent first, would shut the chart for good. Nobody may read this table.
CREATE TABLE hub.bg_pad (
  stream bytea NOT NULL CHECK (octet_length(stream) = 32),
  key bytea NOT NULL CHECK (octet_length(key) = 32),
  pad bytea NOT NULL CHECK (octet_length(pad) = 32),
  uploader name NOT NULL DEFAULT session_user,
  received timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (stream, key, uploader)
);
GRANT INSERT (stream, key, pad) ON hub.bg_pad TO hub_app;

-- What was handed out. A line that is missing proves nothing (it can be rolled back); the request cannot be.
CREATE TABLE hub.released (
  request bytea NOT NULL,
  login name NOT NULL DEFAULT session_user,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  pads integer NOT NULL
);
GRANT SELECT ON hub.released TO hub_app;

CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON hub.bg_pad FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.bg_pad FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON hub.released FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.released FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();

-- Wait until whatever was committed before this moment is on the disk: a client may commit without waiting for it
-- (synchronous_commit = off), and a server that fell in that moment would have handed out a pad and lost the request.
-- PostgreSQL writes such a commit after at most three times wal_writer_delay; mostly there is nothing to wait for.
CREATE FUNCTION hub.until_on_the_disk() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  written pg_lsn := pg_current_wal_insert_lsn();
  latest timestamptz := clock_timestamp() + 4 * current_setting('wal_writer_delay')::interval;
BEGIN
  WHILE pg_current_wal_flush_lsn() < written AND clock_timestamp() < latest LOOP
    PERFORM pg_sleep(0.01);
  END LOOP;
END
$$;

-- The pads of the chart and key that a request names: a record of kind `breakglass` in a name that belongs to the login
-- that asks, sent by this same login, committed by an earlier transaction less than 15 minutes ago.
CREATE FUNCTION hub.bg_release(id bytea) RETURNS SETOF bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  request hub.record;
  wanted bytea;
  handed integer;
BEGIN
  SELECT r.* INTO request FROM hub.record r JOIN hub.head h ON h.log = r.log JOIN hub.writer w ON w.author = h.author
  WHERE r.id = $1 AND r.kind = 'breakglass' AND r.uploader = session_user AND w.login = session_user
  AND r.received > clock_timestamp() - interval '15 minutes';
  -- In two steps: the status of a transaction may only be asked for where the record is known to be new.
  IF request.id IS NULL OR request.xid = pg_current_xact_id()
     OR pg_xact_status(request.xid) IS DISTINCT FROM 'committed' THEN
    RAISE EXCEPTION 'There is no request of yours that was committed within the last 15 minutes.' USING ERRCODE = 'CB010';
  END IF;
  PERFORM hub.until_on_the_disk();
  wanted := (hub.read(request.header)).key;
  RETURN QUERY SELECT p.pad FROM hub.bg_pad p WHERE p.stream = request.stream AND p.key = wanted ORDER BY p.received;
  GET DIAGNOSTICS handed = ROW_COUNT;
  INSERT INTO hub.released (request, pads) VALUES ($1, handed);
END
$$;

-- Let the body of a record go; header, hash, signature and chain stay. Only where a record of kind `erase` names it,
-- which has been here for a day, so that every workstation saw who asked before anything is gone; and only sealed
-- contents: never keys, requests, reviews, or who looked. Answers whether there was a body.
CREATE FUNCTION hub.erase(id bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM hub.record e WHERE e.kind = 'erase' AND e.received < clock_timestamp() - interval '1 day'
      AND (hub.read(e.header)).ref = $1)
     OR NOT EXISTS (SELECT FROM hub.record r WHERE r.id = $1 AND hub.sealed(r.kind)) THEN
    RAISE EXCEPTION 'No record of a day ago asks for this, or this is nothing that may be erased.' USING ERRCODE = 'CB015';
  END IF;
  UPDATE hub.record r SET body = NULL WHERE r.id = $1 AND r.body IS NOT NULL;
  RETURN FOUND;
END
$$;

REVOKE ALL ON FUNCTION hub.until_on_the_disk(), hub.bg_release(bytea), hub.erase(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.bg_release(bytea) TO hub_app;
GRANT EXECUTE ON FUNCTION hub.erase(bytea) TO hub_repair;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
