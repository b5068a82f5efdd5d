-- How the hub is, one line for each question: ok or LOOK, what was asked, what was found. Quick enough for every five
-- minutes. Run it in the hub's database as the server's superuser: psql -X -d careboard -f monitor.sql
\pset format unaligned
\pset fieldsep ': '
\pset tuples_only on
WITH
asked AS (
  SELECT 1 AS n, 'settings that a hub demands' AS what, count(*) = 0 AS well,
         coalesce(string_agg(name || ' is ' || setting, ', '), 'as demanded') AS found
  FROM pg_settings WHERE (name, setting) NOT IN (('synchronous_commit', 'remote_apply'))
  AND (name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'ssl') AND setting <> 'on'
       OR name = 'password_encryption' AND setting <> 'scram-sha-256')
UNION ALL
  SELECT 2, 'ways in without TLS or with a weak password', count(*) = 0,
         coalesce('pg_hba.conf, lines ' || string_agg(line_number::text, ', '), 'none')
  FROM pg_hba_file_rules
  WHERE error IS NOT NULL OR type IN ('host', 'hostnossl') OR type <> 'local' AND auth_method NOT IN ('scram-sha-256', 'reject')
     OR auth_method = 'trust'
UNION ALL
  SELECT 3, 'connections', count(*) < 0.9 * current_setting('max_connections')::int,
         count(*) || ' of ' || current_setting('max_connections')
  FROM pg_stat_activity WHERE backend_type = 'client backend'
UNION ALL
  SELECT 4, 'transactions that stay open for more than ten minutes', count(*) = 0, count(*)::text
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND xact_start < now() - interval '10 minutes'
UNION ALL
  SELECT 5, 'pages that failed their checksum', coalesce(sum(checksum_failures), 0) = 0,
         coalesce(sum(checksum_failures), 0)::text
  FROM pg_stat_database
UNION ALL
  SELECT 6, 'rules that somebody turned off', count(*) = 0, coalesce(string_agg(tgname, ', ' ORDER BY tgname), 'none')
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = 'hub'::regnamespace AND NOT tgisinternal AND tgenabled <> 'O'
UNION ALL
  SELECT 7, 'logins of the hub that may more than a member', count(*) = 0, coalesce(string_agg(rolname, ', ' ORDER BY rolname), 'none')
  FROM pg_roles WHERE rolname IN (SELECT login FROM hub.login)
  AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
UNION ALL
  SELECT 8, 'archive of the log (WAL)', current_setting('archive_mode') <> 'off'
         AND (last_failed_time IS NULL OR last_failed_time < last_archived_time)
         AND (SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready') < 10,
         coalesce('last piece at ' || date_trunc('second', last_archived_time), 'no piece yet')
         || ', ' || (SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready') || ' waiting'
  FROM pg_stat_archiver
UNION ALL
  SELECT 9, 'replica ' || coalesce(nullif(application_name, ''), client_addr::text), state = 'streaming'
         AND pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) < 64 << 20,
         state || ', behind by ' || pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))
         || coalesce(', ' || date_trunc('second', replay_lag), '')
  FROM pg_stat_replication WHERE application_name <> 'pg_basebackup'
UNION ALL
  SELECT 10, 'replication slot ' || slot_name, active, CASE WHEN active THEN 'in use' ELSE 'keeps the log for a replica that is gone' END
  FROM pg_replication_slots
UNION ALL
  SELECT 11, 'age of the oldest transaction number', age(datfrozenxid) < 1000000000, age(datfrozenxid)::text
  FROM pg_database WHERE datname = current_database()
UNION ALL
  SELECT 12, 'size', true, pg_size_pretty(pg_database_size(current_database()))
UNION ALL
  -- Every session leaves records, so a login's last record tells when it was last seen. By the last record of each log.
  SELECT 13, 'login ' || l.login, coalesce(max(r.received), l.admitted) > now() - interval '48 hours',
         coalesce('last seen ' || date_trunc('second', max(r.received)), 'never seen since it was admitted')
  FROM hub.login l LEFT JOIN hub.writer w ON w.login = l.login LEFT JOIN hub.head h ON h.author = w.author
  LEFT JOIN hub.record r ON r.log = h.log AND r.seq = h.seq
  WHERE l.admitted IS NOT NULL AND l.dismissed IS NULL GROUP BY l.login, l.admitted
UNION ALL
  SELECT 14, 'newcomers who wait to be admitted for more than three days', count(*) = 0, count(*)::text
  FROM hub.joining WHERE asked < now() - interval '3 days'
)
SELECT CASE WHEN well THEN 'ok' ELSE 'LOOK' END, what, found FROM asked ORDER BY n, what;
