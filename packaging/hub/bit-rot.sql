-- Reads every record of the hub and says which are damaged or gone: ok or LOOK. Once a week, at night. No key is needed:
-- a record's id is the hash of its header, and the header's record names the hash of the body.
-- Run it in the hub's database as the server's superuser: psql -X -d careboard -f bit-rot.sql
\pset format unaligned
\pset fieldsep ': '
\pset tuples_only on
WITH
damaged AS (
  SELECT log, seq FROM hub.record
  WHERE id <> sha256('careboard/record/v1\000'::bytea || int4send(octet_length(header)) || header || body_hash)
     OR body IS NOT NULL AND sha256(body) <> body_hash
),
incomplete AS (
  SELECT h.log, h.seq + 1 - count(r.seq) AS gone
  FROM hub.head h LEFT JOIN hub.record r ON r.log = h.log GROUP BY h.log, h.seq
  HAVING h.seq + 1 <> count(r.seq)
),
asked AS (
  SELECT 1 AS n, 'damaged records' AS what, count(*) = 0 AS well,
         coalesce(string_agg(encode(log, 'hex') || ' ' || seq, ', ' ORDER BY log, seq), 'none') AS found FROM damaged
UNION ALL
  SELECT 2, 'logs that lack records', count(*) = 0,
         coalesce(string_agg(encode(log, 'hex') || ' lacks ' || gone, ', ' ORDER BY log), 'none') FROM incomplete
UNION ALL
  SELECT 3, 'records read', true, count(*)::text FROM hub.record
)
SELECT CASE WHEN well THEN 'ok' ELSE 'LOOK' END, what, found FROM asked ORDER BY n;
