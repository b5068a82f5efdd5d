-- Careboard hub, part 1: roles, the schema, and what nobody may do any more.
--
-- FOR THE ADMINISTRATOR OF THE SERVER. `careboard hub create` runs these files in order, each in one transaction, and
-- keeps the SHA-256 of each in hub.version. Run them as a superuser, or as an owner of this database with CREATEROLE.
-- Give the hub a database of its own. PostgreSQL 15 or later.
--
-- The hub stores and orders signed, sealed records. It holds no key, so neither you nor a stolen backup can read them.
-- What it can do is refuse: the rules in these files keep one login from writing in another's name, and keep anybody
-- from changing or taking away what was written. Workstations check all of it again and believe no server.
--
-- Roles belong to the whole server, so that several hubs (databases) on one server share these five. A login can reach
-- a hub only where it was given CONNECT.
--   hub_owner      owns every table; nobody signs in as it
--   hub_guest      a newcomer: may read who belongs to the clinic, and ask to join
--   hub_app        a member: may read records, add own records, and nothing else
--   hub_repair     a clinic's administrator: also admits logins, changes people, puts back what the server lost
--   hub_admission  owns the three functions that make logins, and needs CREATEROLE for that; nobody signs in as it

DO $roles$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['hub_owner', 'hub_guest', 'hub_app', 'hub_repair', 'hub_admission'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
  IF NOT (SELECT rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = 'hub_admission') THEN
    ALTER ROLE hub_admission CREATEROLE;
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname LIKE 'hub\_%' AND rolcanlogin
             AND rolname IN ('hub_owner', 'hub_guest', 'hub_app', 'hub_repair', 'hub_admission')) THEN
    RAISE EXCEPTION 'One of the roles of a Careboard hub can sign in: somebody changed it. Look at it first.';
  END IF;
END
$roles$;

-- From PostgreSQL 16 a role hands out only what it was given WITH ADMIN OPTION, CREATEROLE or not.
GRANT hub_guest, hub_app, hub_repair TO hub_admission WITH ADMIN OPTION;

-- For the length of this transaction; given back at its end.
GRANT hub_owner, hub_admission TO CURRENT_USER;

DO $database$
BEGIN
  EXECUTE pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', pg_catalog.current_database());
  EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO hub_admission WITH GRANT OPTION', pg_catalog.current_database());
END
$database$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA hub AUTHORIZATION hub_owner;

-- A function that somebody forgot to close is closed.
ALTER DEFAULT PRIVILEGES FOR ROLE hub_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE hub_admission REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

SET LOCAL ROLE hub_owner;
GRANT USAGE ON SCHEMA hub TO hub_guest, hub_app, hub_repair, hub_admission;

-- Which of these files were applied; `sha256` is of the file as it was run.
CREATE TABLE hub.version (
  number integer PRIMARY KEY CHECK (number > 0),
  file text NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  applied timestamptz NOT NULL DEFAULT clock_timestamp(),
  applied_by name NOT NULL DEFAULT session_user
);
GRANT SELECT ON hub.version TO hub_guest, hub_app;

-- The one clinic whose records this hub keeps: the id of its first record. Its line is written once, by hub.found().
CREATE TABLE hub.clinic (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id bytea NOT NULL CHECK (octet_length(id) = 32),
  founded timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON hub.clinic TO hub_guest, hub_app, hub_admission;

-- You, who run this, may note what you run, and see whose hub it is.
DO $you$
BEGIN
  EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA hub TO %1$I; GRANT SELECT, INSERT ON hub.version TO %1$I; '
                            'GRANT SELECT ON hub.clinic TO %1$I', session_user);
END
$you$;

RESET ROLE;
REVOKE hub_owner, hub_admission FROM CURRENT_USER;
