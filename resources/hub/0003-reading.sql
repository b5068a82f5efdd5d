-- Careboard hub, part 3: what a workstation asks for. All of these only read.

GRANT hub_owner, hub_admission TO CURRENT_USER;
SET LOCAL ROLE hub_owner;

-- Has anything come? Asked every two seconds by every workstation.
CREATE FUNCTION hub.digest(OUT logs bigint, OUT records bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*), coalesce(sum(seq + 1), 0)::bigint FROM hub.head
$$;

-- Every log's last place and id.
CREATE FUNCTION hub.heads() RETURNS TABLE (log bytea, seq bigint, id bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.log, h.seq, h.id FROM hub.head h
$$;

-- All records about the clinic's people, in their order; the only records that a guest may see.
CREATE FUNCTION hub.people()
RETURNS TABLE (id bytea, header bytea, body_hash bytea, body bytea, sig bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.id, r.header, r.body_hash, r.body, r.sig
  FROM hub.registry g JOIN hub.record r ON r.log = g.log AND r.seq = g.seq ORDER BY g.reg
$$;

-- Is a body of this kind sealed by a stream's key? Others are clear, or sealed for whom they concern.
CREATE FUNCTION hub.sealed(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT kind IN ('person', 'episode', 'note', 'group', 'medication', 'response', 'nutrition', 'coordination', 'paper',
                  'clinic', 'imported', 'delivery', 'blob')
$$;

-- Records beyond what the asker has ({"log in hex": last place}), each log in order and without gaps; at most n, and
-- no more than 8 MB of bodies unless the first alone is larger. Fewer than n is therefore no sign of the end: an empty
-- answer is. Bodies come of what no stream's key seals and of the streams named; of others only header and signature.
CREATE FUNCTION hub.pull(have jsonb, streams bytea[], n integer)
RETURNS TABLE (id bytea, header bytea, body_hash bytea, body bytea, sig bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH wanted AS (
    SELECT h.log, coalesce((have ->> encode(h.log, 'hex'))::bigint, -1) AS seq
    FROM hub.head h WHERE h.seq > coalesce((have ->> encode(h.log, 'hex'))::bigint, -1)
  ), beyond AS (
    SELECT r.*, NOT hub.sealed(r.kind) OR r.stream = ANY (streams) AS whole
    FROM wanted w CROSS JOIN LATERAL (
      SELECT * FROM hub.record r WHERE r.log = w.log AND r.seq > w.seq ORDER BY r.seq LIMIT least(greatest(n, 1), 10000)) r
    ORDER BY r.log, r.seq LIMIT least(greatest(n, 1), 10000)
  ), weighed AS (
    SELECT b.*, sum(octet_length(b.body)) FILTER (WHERE b.whole) OVER (ORDER BY b.log, b.seq) AS weight,
           row_number() OVER (ORDER BY b.log, b.seq) AS place
    FROM beyond b
  )
  SELECT w.id, w.header, w.body_hash, CASE WHEN w.whole THEN w.body END, w.sig
  FROM weighed w WHERE w.place = 1 OR coalesce(w.weight, 0) <= 8388608 ORDER BY w.log, w.seq
$$;

-- Whole records of one stream beyond a place, for whoever was given its key; ('', -1) begins. Weighed like pull().
CREATE FUNCTION hub.bodies(stream bytea, log bytea, seq bigint, n integer)
RETURNS TABLE (id bytea, header bytea, body_hash bytea, body bytea, sig bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH weighed AS (
    SELECT b.*, sum(octet_length(b.body)) OVER (ORDER BY b.log, b.seq) AS weight,
           row_number() OVER (ORDER BY b.log, b.seq) AS place
    FROM (SELECT * FROM hub.record r WHERE r.stream = $1 AND (r.log, r.seq) > ($2, $3)
          ORDER BY r.log, r.seq LIMIT least(greatest(n, 1), 10000)) b
  )
  SELECT w.id, w.header, w.body_hash, w.body, w.sig
  FROM weighed w WHERE w.place = 1 OR coalesce(w.weight, 0) <= 8388608 ORDER BY w.log, w.seq
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.people() TO hub_guest, hub_app;
GRANT EXECUTE ON FUNCTION hub.digest(), hub.heads(), hub.pull(jsonb, bytea[], integer),
  hub.bodies(bytea, bytea, bigint, integer) TO hub_app;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
