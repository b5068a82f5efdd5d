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

CREATE FUNCTION hub.record_arrives() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- JSON with sorted fields and no spaces: only this spelling is a header, so that the server cannot understand it
  -- in another way than a workstation does (a field that stands twice, 1e0 for 1, an escaped letter).
  field text[] := regexp_match(encode(NEW.header, 'escape'),
    '^\{"author":"([0-9a-f]{64})","clinic":"((?:[0-9a-f]{64})?)"(?:,"delivery":"[0-9A-Za-z_-]{1,64}")?'
    '(?:,"key":"[0-9a-f]{64}")?,"kind":"([a-z][a-z-]{0,31})","log":"([0-9a-f]{32})","prev":"((?:[0-9a-f]{64})?)"'
    '(?:,"ref":"[0-9a-f]{64}")?(?:,"reg":(0|[1-9][0-9]{0,15}))?,"seq":(0|[1-9][0-9]{0,15}),'
    '"stream":"((?:[0-9a-f]{64})?)","time":(?:0|[1-9][0-9]{0,14})(?:,"to":"[0-9a-f]{64}")?,"v":1\}$');
  place text := format('{"log": "%s", "seq": %s}', encode(NEW.log, 'hex'), NEW.seq);
  who bytea;
  clinic bytea;
  repair boolean := pg_has_role(session_user, 'hub_repair', 'MEMBER');
  head hub.head;
  other bytea;
BEGIN
  IF field IS NULL OR field[4] IS DISTINCT FROM encode(NEW.log, 'hex') OR field[7]::bigint IS DISTINCT FROM NEW.seq
     OR NEW.seq >= 9007199254740992 OR field[6]::bigint >= 9007199254740992 THEN
    RAISE EXCEPTION 'The header is not spelt as Careboard spells it, or does not describe this row.' USING ERRCODE = 'CB004';
  END IF;
  who := decode(field[1], 'hex');
  NEW.kind := field[3];
  NEW.stream := nullif(decode(field[8], 'hex'), ''::bytea);
  NEW.reg := field[6]::bigint;
  NEW.received := clock_timestamp();
  NEW.uploader := session_user;
  NEW.xid := pg_current_xact_id();

  -- One clinic: its first record begins it, all others name it.
  SELECT c.id INTO clinic FROM hub.clinic c;
  IF NEW.kind = 'genesis' THEN
    IF NEW.id IS DISTINCT FROM clinic OR field[2] <> '' OR NEW.reg IS DISTINCT FROM 0 OR NEW.seq <> 0 THEN
      RAISE EXCEPTION 'This is not the first record of the clinic whose hub this is.' USING ERRCODE = 'CB005';
    END IF;
  ELSIF clinic IS NULL OR field[2] <> encode(clinic, 'hex') THEN
    RAISE EXCEPTION 'The record belongs to another clinic.' USING ERRCODE = 'CB005';
  END IF;

  -- People are changed by administrators, with a number; everything else has none.
  IF (NEW.kind IN ('genesis', 'member', 'role', 'revoke', 'policy', 'custody', 'bg-group')) <> (NEW.reg IS NOT NULL) THEN
    RAISE EXCEPTION 'A record about people has a number, and no other has.' USING ERRCODE = 'CB004';
  END IF;
  IF NEW.reg IS NOT NULL AND NOT repair THEN
    RAISE EXCEPTION 'Only an administrator of the clinic changes its people.' USING ERRCODE = 'CB006', DETAIL = place;
  END IF;

  -- A login writes in its own name; an administrator also puts back what others wrote.
  IF NOT repair AND NOT EXISTS (SELECT FROM hub.writer w WHERE w.author = who AND w.login = session_user) THEN
    RAISE EXCEPTION 'This log belongs to another login.' USING ERRCODE = 'CB003', DETAIL = place;
  END IF;

  -- The log's head is locked until this transaction ends, so that a log grows in one line.
  INSERT INTO hub.head VALUES (NEW.log, -1, '', who) ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM hub.head h WHERE h.log = NEW.log FOR UPDATE;
  IF head.author <> who THEN
    RAISE EXCEPTION 'This log is written in another name.' USING ERRCODE = 'CB003', DETAIL = place;
  END IF;
  IF NEW.seq > head.seq + 1 THEN
    RAISE EXCEPTION 'The hub lacks what comes before this record.' USING ERRCODE = 'CB001', DETAIL = place;
  END IF;
  IF NEW.seq = head.seq + 1 THEN
    IF field[5] <> encode(head.id, 'hex') THEN
      RAISE EXCEPTION 'The record before this one is another.' USING ERRCODE = '23505', CONSTRAINT = 'fork', DETAIL = place;
    END IF;
    UPDATE hub.head h SET seq = NEW.seq, id = NEW.id WHERE h.log = NEW.log;
  ELSE
    SELECT r.id INTO other FROM hub.record r WHERE r.log = NEW.log AND r.seq = NEW.seq;
    IF other = NEW.id THEN
      RETURN NULL;  -- the same once more: harmless
    END IF;
    IF other IS NOT NULL OR (NEW.seq = head.seq AND NEW.id <> head.id) THEN
      RAISE EXCEPTION 'Another record stands at this place.' USING ERRCODE = '23505', CONSTRAINT = 'fork', DETAIL = place;
    END IF;
    PERFORM hub.fills_a_hole(NEW.log, NEW.seq, NEW.id, field[5], place);
  END IF;

  IF NEW.reg IS NOT NULL THEN
    INSERT INTO hub.registry VALUES (NEW.reg, NEW.log, NEW.seq, NEW.id) ON CONFLICT (reg) DO NOTHING;
    IF NOT EXISTS (SELECT FROM hub.registry g WHERE g.reg = NEW.reg AND g.id = NEW.id) THEN
      RAISE EXCEPTION 'Somebody else changed the clinic''s people first.'
        USING ERRCODE = 'CB002', DETAIL = format('{"reg": %s}', NEW.reg);
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- A row that somebody took out of the middle of a log comes back only where both neighbours know it.
CREATE FUNCTION hub.fills_a_hole(log bytea, seq bigint, id bytea, prev text, place text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  before text := '';
BEGIN
  IF seq > 0 THEN
    SELECT encode(r.id, 'hex') INTO before FROM hub.record r WHERE r.log = $1 AND r.seq = $2 - 1;
  END IF;
  IF before IS NULL THEN
    RAISE EXCEPTION 'The hub lacks what comes before this record.' USING ERRCODE = 'CB001', DETAIL = place;
  END IF;
  IF before <> prev OR EXISTS (
      SELECT FROM hub.record r WHERE r.log = $1 AND r.seq = $2 + 1
      AND position('"prev":"' || encode($3, 'hex') || '"' IN encode(r.header, 'escape')) = 0) THEN
    RAISE EXCEPTION 'The records around this one know another.' USING ERRCODE = '23505', CONSTRAINT = 'fork', DETAIL = place;
  END IF;
END
$$;

CREATE TRIGGER arrives BEFORE INSERT ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.record_arrives();

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
      SELECT FROM hub.record r WHERE r.kind = 'erase'
      AND position('"ref":"' || encode(OLD.id, 'hex') || '"' IN encode(r.header, 'escape')) > 0) THEN
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
