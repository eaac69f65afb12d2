-- Two roles: `training_owner` makes and changes tables (training db upgrade, restore, upgrade rehearse), `training_site`
-- serves the site and the worker. Facts it may only add and read. Run as a superuser in the database `training`:
--   psql -d training -f postgresql-roles.sql
-- and again after every upgrade, since new tables come with new rights. `training doctor` tells whether it was.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'training_owner') THEN
    CREATE ROLE training_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'training_site') THEN
    CREATE ROLE training_site LOGIN;
  END IF;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO training_owner;
GRANT USAGE ON SCHEMA public TO training_site;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO training_site;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO training_site;

-- Every table whose triggers refuse changes: the role itself has no right to them either.
DO $$
DECLARE
  fact regclass;
BEGIN
  FOR fact IN
    SELECT DISTINCT tgrelid::regclass FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname LIKE '%\_append\_only' AND relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM training_site', fact);
  END LOOP;
END
$$;

-- The revision is read by the site and written by upgrades only.
DO $$
BEGIN
  IF to_regclass('public.alembic_version') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM training_site;
  END IF;
END
$$;
