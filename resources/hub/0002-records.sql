-- Careboard hub, part 2: the records, and the rules by which one is taken in.
--
-- A record is a header in clear text, a body that is sealed (or clear where it holds no patient), and a signature. Each
-- member writes a log of their own on each computer: places 0, 1, 2, ... without gaps, each naming the record before it.
-- A workstation sends records with a plain INSERT of seven columns; the trigger fills the others. What the hub refuses
-- has a code that the workstation tells apart:
--
--   23505, constraint `fork`   another record stands at this place, or the one before is another
--   CB001                      gap: the hub lacks what comes before
--   CB002                      the number in the line of the clinic's people is taken
--   CB003                      the log, or the name in which it is written, belongs to another login
--   CB004                      the header is not spelt as Careboard spells it, or does not describe this row
--   CB005                      the record belongs to another clinic, or this hub to none yet
--   CB006                      only a clinic's administrator (hub_repair) changes the clinic's people
--   CB007                      what was written stays: no UPDATE, DELETE, TRUNCATE
--   23514, record_*            a CHECK: the id, the body or a length is not what it should be (a damaged row)
--
-- DETAIL of the first four is JSON: {"log": hex, "seq": number} or {"reg": number}.

GRANT hub_owner, hub_admission TO CURRENT_USER;
SET LOCAL ROLE hub_owner;

CREATE TABLE hub.record (
  log bytea NOT NULL CONSTRAINT record_log CHECK (octet_length(log) = 16),
  seq bigint NOT NULL CONSTRAINT record_seq CHECK (seq >= 0),
  -- The identity of a record binds its header and the hash of its body: the server itself notices a flipped bit.
  id bytea NOT NULL CONSTRAINT record_id CHECK (
    id = sha256('careboard/record/v1\000'::bytea || int4send(octet_length(header)) || header || body_hash)),
  header bytea NOT NULL CONSTRAINT record_header CHECK (octet_length(header) <= 4096),
  body_hash bytea NOT NULL CONSTRAINT record_body_hash CHECK (octet_length(body_hash) = 32),
  body bytea CONSTRAINT record_body CHECK (body IS NULL OR (octet_length(body) <= 41943040 AND sha256(body) = body_hash)),
  sig bytea NOT NULL CONSTRAINT record_sig CHECK (octet_length(sig) = 64),
  -- From here on the trigger fills; nobody may name these columns in an INSERT.
  kind text NOT NULL,
  stream bytea,
  reg bigint,
  received timestamptz NOT NULL,
  uploader name NOT NULL,
  xid xid8 NOT NULL,
  PRIMARY KEY (log, seq)
);
CREATE INDEX record_named ON hub.record (id);  -- not unique: an id binds log and place, which are
CREATE INDEX record_stream ON hub.record (stream, log, seq);
CREATE INDEX record_erase ON hub.record (log, seq) WHERE kind = 'erase';

-- The last record of each log, and the member in whose name it is written. Only the trigger writes here.
CREATE TABLE hub.head (
  log bytea PRIMARY KEY,
  seq bigint NOT NULL,
  id bytea NOT NULL,
  author bytea NOT NULL
) WITH (fillfactor = 50);

-- The line of the clinic's people: one record for each number. The only constraint that spans logs.
CREATE TABLE hub.registry (
  reg bigint PRIMARY KEY,
  log bytea NOT NULL,
  seq bigint NOT NULL,
  id bytea NOT NULL
);

-- The logins that this hub made, and what became of them.
CREATE TABLE hub.login (
  login name PRIMARY KEY,
  invited timestamptz NOT NULL DEFAULT clock_timestamp(),
  invited_by name NOT NULL DEFAULT session_user,
  admitted timestamptz,
  admitted_by name,
  repair boolean NOT NULL DEFAULT false,
  dismissed timestamptz,
  dismissed_by name
);

-- Who writes in whose name: a member (the id of his or her keys) belongs to one login, for ever; a login may have
-- several, for a stolen password means new keys.
CREATE TABLE hub.writer (
  author bytea PRIMARY KEY CHECK (octet_length(author) = 32),
  login name NOT NULL REFERENCES hub.login (login)
);

CREATE TYPE hub.header AS (
  author bytea, clinic bytea, kind text, log bytea, prev bytea, reg bigint, seq bigint, stream bytea, key bytea, ref bytea
);

-- What a header says; all NULL for what is no header. It is JSON, but only in one spelling: read, and spelt anew, it must
-- be the same bytes. So the server cannot understand a header in another way than a workstation does (a field that
-- stands twice or is unknown, 1e0 for 1, an escaped letter, a space).
CREATE FUNCTION hub.read(header bytea) RETURNS hub.header
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said jsonb;
  h hub.header;
BEGIN
  IF octet_length(header) > 4096 THEN
    RETURN NULL;
  END IF;
  said := convert_from(header, 'UTF8')::jsonb;
  h.author := decode(said ->> 'author', 'hex');
  h.clinic := decode(said ->> 'clinic', 'hex');
  h.kind := said ->> 'kind';
  h.log := decode(said ->> 'log', 'hex');
  h.prev := decode(said ->> 'prev', 'hex');
  h.reg := (said ->> 'reg')::bigint;
  h.seq := (said ->> 'seq')::bigint;
  h.stream := decode(said ->> 'stream', 'hex');
  h.key := decode(said ->> 'key', 'hex');
  h.ref := decode(said ->> 'ref', 'hex');
  IF (convert_to(
        '{"author":"' || encode(h.author, 'hex') || '","clinic":"' || encode(h.clinic, 'hex') || '"'
        || coalesce(',"delivery":"' || (said ->> 'delivery') || '"', '')
        || coalesce(',"key":"' || encode(h.key, 'hex') || '"', '')
        || ',"kind":"' || h.kind || '","log":"' || encode(h.log, 'hex') || '","prev":"' || encode(h.prev, 'hex') || '"'
        || coalesce(',"ref":"' || encode(h.ref, 'hex') || '"', '') || coalesce(',"reg":' || h.reg, '')
        || ',"seq":' || h.seq || ',"stream":"' || encode(h.stream, 'hex') || '","time":' || (said ->> 'time')::bigint
        || coalesce(',"to":"' || encode(decode(said ->> 'to', 'hex'), 'hex') || '"', '') || ',"v":1}', 'UTF8') = header
      AND octet_length(h.author) = 32 AND octet_length(h.clinic) IN (0, 32) AND octet_length(h.log) = 16
      AND octet_length(h.prev) IN (0, 32) AND octet_length(h.stream) IN (0, 32)
      AND coalesce(octet_length(h.key) = 32, true) AND coalesce(octet_length(h.ref) = 32, true)
      AND coalesce(length(said ->> 'to') = 64, true) AND coalesce(said ->> 'delivery' ~ '^[0-9A-Za-z_-]{1,64}$', true)
      AND h.kind ~ '^[a-z][a-z-]{0,31}$' AND h.seq BETWEEN 0 AND 9007199254740991
      AND coalesce(h.reg BETWEEN 0 AND 9007199254740991, true)
      AND (said ->> 'time')::bigint BETWEEN 0 AND 253402300799999) IS TRUE THEN
    RETURN h;
  END IF;
  RETURN NULL;
EXCEPTION WHEN data_exception OR statement_too_complex THEN
  RETURN NULL;
END
$$;

CREATE FUNCTION hub.may_repair() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(session_user, 'hub_repair', 'MEMBER')
$$;

-- The rules for each record that is sent. `session_user` is who signed in, whatever SET ROLE says.
CREATE FUNCTION hub.record_arrives() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said hub.header := hub.read(NEW.header);
  place text := format('{"log": "%s", "seq": %s}', encode(NEW.log, 'hex'), NEW.seq);
  clinic bytea;
  head hub.head;
  other bytea;
BEGIN
  IF (said.log = NEW.log AND said.seq = NEW.seq) IS NOT TRUE THEN
    RAISE EXCEPTION 'The header is not spelt as Careboard spells it, or does not describe this row.' USING ERRCODE = 'CB004';
  END IF;
  NEW.kind := said.kind;
  NEW.stream := nullif(said.stream, ''::bytea);
  NEW.reg := said.reg;
  NEW.received := clock_timestamp();
  NEW.uploader := session_user;
  NEW.xid := pg_current_xact_id();

  -- One clinic: its first record begins it, all others name it.
  SELECT c.id INTO clinic FROM hub.clinic c;
  IF said.kind = 'genesis' THEN
    IF (NEW.id = clinic AND said.clinic = '' AND said.reg = 0 AND said.seq = 0) IS NOT TRUE THEN
      RAISE EXCEPTION 'This is not the first record of the clinic whose hub this is.' USING ERRCODE = 'CB005';
    END IF;
  ELSIF (said.clinic = clinic) IS NOT TRUE THEN
    RAISE EXCEPTION 'The record belongs to another clinic.' USING ERRCODE = 'CB005';
  END IF;

  -- People are changed by administrators, with a number; everything else has none.
  IF (said.kind IN ('genesis', 'member', 'role', 'revoke', 'policy', 'custody', 'bg-group')) <> (said.reg IS NOT NULL) THEN
    RAISE EXCEPTION 'A record about people has a number, and no other has.' USING ERRCODE = 'CB004';
  END IF;
  IF said.reg IS NOT NULL AND NOT hub.may_repair() THEN
    RAISE EXCEPTION 'Only an administrator of the clinic changes its people.' USING ERRCODE = 'CB006', DETAIL = place;
  END IF;

  -- A login writes in its own name; an administrator also puts back what others wrote.
  IF NOT EXISTS (SELECT FROM hub.writer w WHERE w.author = said.author AND w.login = session_user) AND NOT hub.may_repair() THEN
    RAISE EXCEPTION 'This log belongs to another login.' USING ERRCODE = 'CB003', DETAIL = place;
  END IF;

  -- The log's head is locked until this transaction ends, so that a log grows in one line, and always in one name.
  SELECT h.* INTO head FROM hub.head h WHERE h.log = NEW.log FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO hub.head VALUES (NEW.log, -1, '', said.author) ON CONFLICT DO NOTHING;
    SELECT h.* INTO head FROM hub.head h WHERE h.log = NEW.log FOR UPDATE;
  END IF;
  IF head.author <> said.author THEN
    RAISE EXCEPTION 'This log is written in another name.' USING ERRCODE = 'CB003', DETAIL = place;
  END IF;

  SELECT r.id INTO other FROM hub.record r WHERE r.log = NEW.log AND r.seq = NEW.seq;
  IF other = NEW.id THEN
    RETURN NULL;  -- the same once more: harmless
  END IF;
  IF other IS NOT NULL THEN
    RAISE EXCEPTION 'Another record stands at this place.' USING ERRCODE = '23505', CONSTRAINT = 'fork', DETAIL = place;
  END IF;
  SELECT r.id INTO other FROM hub.record r WHERE r.log = NEW.log AND r.seq = NEW.seq - 1;
  IF other IS NULL AND NEW.seq > 0 THEN
    RAISE EXCEPTION 'The hub lacks what comes before this record.' USING ERRCODE = 'CB001', DETAIL = place;
  END IF;
  -- What somebody took out of a log comes back only where its neighbours, or the head, know it.
  IF said.prev <> coalesce(other, '') OR (NEW.seq = head.seq AND NEW.id <> head.id) OR (NEW.seq < head.seq AND EXISTS (
      SELECT FROM hub.record r WHERE r.log = NEW.log AND r.seq = NEW.seq + 1 AND (hub.read(r.header)).prev <> NEW.id)) THEN
    RAISE EXCEPTION 'The records around this one know another.' USING ERRCODE = '23505', CONSTRAINT = 'fork', DETAIL = place;
  END IF;

  IF said.reg IS NOT NULL THEN
    INSERT INTO hub.registry VALUES (said.reg, NEW.log, NEW.seq, NEW.id) ON CONFLICT (reg) DO NOTHING;
    IF NOT EXISTS (SELECT FROM hub.registry g WHERE g.reg = said.reg AND g.id = NEW.id) THEN
      RAISE EXCEPTION 'Somebody else changed the clinic''s people first.'
        USING ERRCODE = 'CB002', DETAIL = format('{"reg": %s}', said.reg);
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- Once for each INSERT, however many records it brings.
CREATE FUNCTION hub.heads_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE hub.head h SET seq = last.seq, id = last.id
  FROM (SELECT DISTINCT ON (a.log) a.log, a.seq, a.id FROM added a ORDER BY a.log, a.seq DESC) last
  WHERE h.log = last.log AND h.seq < last.seq;
  RETURN NULL;
END
$$;

CREATE TRIGGER arrives BEFORE INSERT ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.record_arrives();
CREATE TRIGGER heads_move AFTER INSERT ON hub.record REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION hub.heads_move();

-- What was written stays. No login may UPDATE, DELETE or TRUNCATE anyway; this stops accidents of whoever owns the
-- server. The one exception is a body that the law lets go: see hub.erase().
CREATE FUNCTION hub.stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'What was written stays: % of hub.% is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'CB007';
END
$$;

CREATE FUNCTION hub.only_a_body_goes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  OLD.body := NULL;
  IF NEW *<> OLD OR NOT EXISTS (
      SELECT FROM hub.record r WHERE r.kind = 'erase' AND (hub.read(r.header)).ref = OLD.id) THEN
    RAISE EXCEPTION 'What was written stays: UPDATE of hub.record is refused.' USING ERRCODE = 'CB007';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER stays BEFORE DELETE ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER only_a_body_goes BEFORE UPDATE ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.only_a_body_goes();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.record FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays BEFORE DELETE ON hub.head FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.head FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON hub.registry FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.registry FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON hub.writer FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.writer FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON hub.clinic FOR EACH ROW EXECUTE FUNCTION hub.stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON hub.clinic FOR EACH STATEMENT EXECUTE FUNCTION hub.stays();

-- A member reads everything (it is sealed) and adds; seven columns, the others are the trigger's.
GRANT SELECT ON hub.record, hub.head, hub.registry TO hub_app;
GRANT INSERT (log, seq, id, header, body_hash, body, sig) ON hub.record TO hub_app;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
