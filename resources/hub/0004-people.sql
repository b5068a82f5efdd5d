-- Careboard hub, part 4: logins, asking to join, and the key boxes that members keep here.
--
-- Each person has one login. A clinic's administrator makes it (invite), lets it in (admit) and shuts it out (dismiss);
-- the server's administrator is needed for the first one only. These three functions run as hub_admission, which may
-- make roles; they touch none that this hub did not make itself: each is marked by a COMMENT that names database and
-- clinic, and one that was given more than a member needs is left to you.
--
--   CB005   this hub belongs to another clinic, or to none yet
--   CB011   this cannot be a login's name, or this is not a SCRAM verifier
--   CB012   the server has a login of this name that is not this hub's to change
--   CB013   the member's records are already written by another login
--   CB014   too large or too many

GRANT hub_owner, hub_admission TO CURRENT_USER;
GRANT CREATE ON SCHEMA hub TO hub_admission;
SET LOCAL ROLE hub_owner;

-- What a newcomer says of himself; sealed for the administrator, and gone when he was let in.
CREATE TABLE hub.joining (
  login name PRIMARY KEY,
  sealed bytea NOT NULL,
  asked timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A member's seed, sealed under a passphrase and a secret that this server never sees. Own rows only.
CREATE TABLE hub.keyslot (
  login name NOT NULL,
  member bytea NOT NULL REFERENCES hub.writer (author),
  slot text NOT NULL CHECK (slot ~ '^[a-z0-9-]{1,32}$'),
  sealed bytea NOT NULL,
  kept timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (login, member, slot)
);

GRANT SELECT, INSERT, UPDATE ON hub.login TO hub_admission;
GRANT SELECT, INSERT ON hub.writer TO hub_admission;
GRANT SELECT, DELETE ON hub.joining TO hub_admission;

-- This hub belongs to this clinic from now on. The same once more is harmless.
CREATE FUNCTION hub.found(clinic bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO hub.clinic (id) VALUES (clinic) ON CONFLICT DO NOTHING;
  IF NOT EXISTS (SELECT FROM hub.clinic c WHERE c.id = clinic) THEN
    RAISE EXCEPTION 'This hub belongs to another clinic.' USING ERRCODE = 'CB005';
  END IF;
END
$$;

-- A newcomer's request, under the newcomer's own login; a later one takes the place of the first.
CREATE FUNCTION hub.ask_to_join(sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sealed IS NULL OR octet_length(sealed) > 65536 THEN
    RAISE EXCEPTION 'What a newcomer says is at most 64 KB.' USING ERRCODE = 'CB014';
  END IF;
  INSERT INTO hub.joining (login, sealed) VALUES (session_user, $1)
  ON CONFLICT (login) DO UPDATE SET sealed = excluded.sealed, asked = clock_timestamp();
END
$$;

-- Who asks to join, for administrators.
CREATE FUNCTION hub.asking() RETURNS TABLE (login name, sealed bytea, asked timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT j.login, j.sealed, j.asked FROM hub.joining j ORDER BY j.asked, j.login
$$;

-- The logins of this hub, for administrators: whose they are, and who made, admitted and dismissed them.
CREATE FUNCTION hub.logins()
RETURNS TABLE (login name, members bytea[], repair boolean, invited timestamptz, invited_by name,
               admitted timestamptz, admitted_by name, dismissed timestamptz, dismissed_by name)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.login, array(SELECT w.author FROM hub.writer w WHERE w.login = l.login ORDER BY w.author), l.repair,
         l.invited, l.invited_by, l.admitted, l.admitted_by, l.dismissed, l.dismissed_by
  FROM hub.login l ORDER BY l.login
$$;

-- Keep a key box of one's own; NULL takes it away.
CREATE FUNCTION hub.keep_slot(member bytea, slot text, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM hub.writer w WHERE w.author = $1 AND w.login = session_user) THEN
    RAISE EXCEPTION 'This member''s key boxes belong to another login.' USING ERRCODE = 'CB003';
  END IF;
  IF octet_length(sealed) > 65536 THEN
    RAISE EXCEPTION 'A key box is at most 64 KB.' USING ERRCODE = 'CB014';
  END IF;
  IF sealed IS NULL THEN
    DELETE FROM hub.keyslot k WHERE k.login = session_user AND k.member = $1 AND k.slot = $2;
  ELSE
    INSERT INTO hub.keyslot (login, member, slot, sealed) VALUES (session_user, $1, $2, $3)
    ON CONFLICT ON CONSTRAINT keyslot_pkey DO UPDATE SET sealed = excluded.sealed, kept = clock_timestamp();
  END IF;
END
$$;

-- One's own key boxes, for a new computer.
CREATE FUNCTION hub.own_slots() RETURNS TABLE (member bytea, slot text, sealed bytea, kept timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.member, k.slot, k.sealed, k.kept FROM hub.keyslot k WHERE k.login = session_user ORDER BY k.member, k.slot
$$;

RESET ROLE;
SET LOCAL ROLE hub_admission;

-- By this mark a role is known as one that this hub made; only somebody with CREATEROLE can write it.
CREATE FUNCTION hub.mark() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('login of the Careboard hub %s of clinic %s', current_database(), encode(c.id, 'hex')) FROM hub.clinic c
$$;

-- Raise unless this login was made by this hub and is an ordinary one still.
CREATE FUNCTION hub.ours(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM pg_roles r JOIN hub.login l ON l.login = r.rolname
      WHERE r.rolname::text = $1 AND shobj_description(r.oid, 'pg_authid') = hub.mark()
      AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)
      AND NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                      WHERE m.member = r.oid AND g.rolname NOT IN ('hub_guest', 'hub_app', 'hub_repair'))) THEN
    RAISE EXCEPTION 'This login was not made by this hub, or was given more since.' USING ERRCODE = 'CB012';
  END IF;
END
$$;

-- Make a login, or give one of this hub another password. The verifier is SCRAM-SHA-256 as the client computed it, so
-- that no password is ever sent. A new login is a guest, and must be admitted within a fortnight.
CREATE FUNCTION hub.invite(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF hub.mark() IS NULL THEN
    RAISE EXCEPTION 'This hub belongs to no clinic yet.' USING ERRCODE = 'CB005';
  END IF;
  IF (login ~ '^[a-z][a-z0-9._-]{1,62}$' AND login !~ '^(pg_|hub_)') IS NOT TRUE THEN
    RAISE EXCEPTION 'A login has 2 to 63 small letters, digits, dots, dashes, and no name that servers use.' USING ERRCODE = 'CB011';
  END IF;
  IF (verifier ~ '^SCRAM-SHA-256\$[1-9][0-9]{3,6}:[A-Za-z0-9+/]{8,64}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$') IS NOT TRUE THEN
    RAISE EXCEPTION 'This is not a SCRAM-SHA-256 verifier.' USING ERRCODE = 'CB011';
  END IF;
  IF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = $1::name) THEN
    PERFORM hub.ours(login);
  ELSE
    EXECUTE format('CREATE ROLE %I CONNECTION LIMIT 50', login);
    EXECUTE format('COMMENT ON ROLE %I IS %L', login, hub.mark());
    INSERT INTO hub.login (login) VALUES ($1::name) ON CONFLICT ON CONSTRAINT login_pkey
      DO UPDATE SET admitted = NULL, admitted_by = NULL, repair = false;
  END IF;
  IF NOT pg_has_role($1::name, 'hub_app', 'MEMBER') THEN
    EXECUTE format('GRANT hub_guest TO %I', login);
    EXECUTE format('ALTER ROLE %I VALID UNTIL %L', login, clock_timestamp() + interval '14 days');
  END IF;
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', login, verifier);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
  UPDATE hub.login l SET invited = clock_timestamp(), invited_by = session_user, dismissed = NULL, dismissed_by = NULL
  WHERE l.login = $1::name;
END
$$;

-- Let a login in, to write in this member's name; with `repair`, as an administrator of the clinic. Once more with
-- another member: the same person with new keys. Once more with another `repair`: made administrator, or no longer.
CREATE FUNCTION hub.admit(login text, member bytea, repair boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM hub.ours(login);
  INSERT INTO hub.writer VALUES (member, $1::name) ON CONFLICT DO NOTHING;
  IF NOT EXISTS (SELECT FROM hub.writer w WHERE w.author = $2 AND w.login = $1::name) THEN
    RAISE EXCEPTION 'The records of this member are written by another login.' USING ERRCODE = 'CB013';
  END IF;
  EXECUTE format('GRANT hub_app TO %I', login);
  EXECUTE format(CASE WHEN repair THEN 'GRANT hub_repair TO %I' ELSE 'REVOKE hub_repair FROM %I' END, login);
  EXECUTE format('REVOKE hub_guest FROM %I', login);
  EXECUTE format('ALTER ROLE %I VALID UNTIL ''infinity''', login);
  UPDATE hub.login l SET admitted = clock_timestamp(), admitted_by = session_user, repair = coalesce($3, false)
  WHERE l.login = $1::name;
  DELETE FROM hub.joining j WHERE j.login = $1::name;
END
$$;

-- Shut a login out, at once, also where it is signed in: its rights are gone with its next question. Its records stay.
CREATE FUNCTION hub.dismiss(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM hub.ours(login);
  IF login = session_user::text THEN
    RAISE EXCEPTION 'Nobody shuts himself out: ask another administrator.' USING ERRCODE = 'CB012';
  END IF;
  EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
  EXECUTE format('REVOKE hub_guest, hub_app, hub_repair FROM %I', login);
  EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM %I', current_database(), login);
  UPDATE hub.login l SET dismissed = clock_timestamp(), dismissed_by = session_user, repair = false WHERE l.login = $1::name;
  DELETE FROM hub.joining j WHERE j.login = $1::name;
END
$$;

REVOKE ALL ON FUNCTION hub.mark(), hub.ours(text), hub.invite(text, text), hub.admit(text, bytea, boolean),
  hub.dismiss(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.invite(text, text), hub.admit(text, bytea, boolean), hub.dismiss(text) TO hub_repair;

RESET ROLE;
SET LOCAL ROLE hub_owner;
REVOKE ALL ON FUNCTION hub.found(bytea), hub.ask_to_join(bytea), hub.asking(), hub.logins(),
  hub.keep_slot(bytea, text, bytea), hub.own_slots() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.ask_to_join(bytea) TO hub_guest;
GRANT EXECUTE ON FUNCTION hub.asking(), hub.logins() TO hub_repair;
GRANT EXECUTE ON FUNCTION hub.keep_slot(bytea, text, bytea), hub.own_slots() TO hub_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA hub FROM hub_admission;

-- You, who run this, give the hub its clinic and make its first administrator.
DO $you$
BEGIN
  EXECUTE format('SET LOCAL ROLE hub_owner; GRANT EXECUTE ON FUNCTION hub.found(bytea) TO %I', session_user);
  EXECUTE format('SET LOCAL ROLE hub_admission; GRANT EXECUTE ON FUNCTION hub.invite(text, text), '
                 'hub.admit(text, bytea, boolean), hub.dismiss(text) TO %I', session_user);
END
$you$;
RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
