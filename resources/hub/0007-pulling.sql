-- Careboard hub, part 7: a page is asked of no more logs than have room on it. With 200 logs, part 3 read all of them each time.

GRANT hub_owner, hub_admission TO CURRENT_USER;
SET LOCAL ROLE hub_owner;

-- What it answers is as part 3 says. Its pages are in the order of the heads' logs, and reading ends where a page is full.
CREATE OR REPLACE FUNCTION hub.pull(have jsonb, streams bytea[], n integer)
RETURNS TABLE (id bytea, header bytea, body_hash bytea, body bytea, sig bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH wanted AS (
    SELECT h.log, coalesce((have ->> encode(h.log, 'hex'))::bigint, -1) AS seq
    FROM hub.head h WHERE h.seq > coalesce((have ->> encode(h.log, 'hex'))::bigint, -1)
  ), beyond AS (
    SELECT r.*, NOT hub.sealed(r.kind) OR r.stream = ANY (streams) AS whole
    FROM wanted w CROSS JOIN LATERAL (
      SELECT * FROM hub.record r WHERE r.log = w.log AND r.seq > w.seq ORDER BY r.seq LIMIT least(greatest(n, 1), 10000)) r
    ORDER BY w.log, r.seq LIMIT least(greatest(n, 1), 10000)
  ), weighed AS (
    SELECT b.*, sum(octet_length(b.body)) FILTER (WHERE b.whole) OVER (ORDER BY b.log, b.seq) AS weight,
           row_number() OVER (ORDER BY b.log, b.seq) AS place
    FROM beyond b
  )
  SELECT w.id, w.header, w.body_hash, CASE WHEN w.whole THEN w.body END, w.sig
  FROM weighed w WHERE w.place = 1 OR coalesce(w.weight, 0) <= 8388608 ORDER BY w.log, w.seq
$$;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
