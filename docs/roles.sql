-- The least that the console needs in a farmer CRM's database. Run once, as the owner of the CRM's tables or as a
-- superuser, in that database. Leave out a line whose table your copy lacks; the page then says what it misses.
-- Then give both roles a password: \password ava_dashboard_app and \password ava_dashboard_migrator in psql.

CREATE ROLE ava_dashboard_app LOGIN;
CREATE ROLE ava_dashboard_migrator LOGIN;

-- The migrating role owns the console's own schema and nothing else. It runs `flask --app wsgi db upgrade`.
CREATE SCHEMA dashboard AUTHORIZATION ava_dashboard_migrator;

-- The application works in that schema, and can't change its tables.
GRANT USAGE ON SCHEMA dashboard TO ava_dashboard_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ava_dashboard_migrator IN SCHEMA dashboard
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ava_dashboard_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ava_dashboard_migrator IN SCHEMA dashboard
    GRANT USAGE ON SEQUENCES TO ava_dashboard_app;

-- It reads these tables of the CRM and no others.
GRANT USAGE ON SCHEMA public TO ava_dashboard_app;
GRANT SELECT ON farmers TO ava_dashboard_app;
GRANT SELECT ON fields TO ava_dashboard_app;
GRANT SELECT ON field_crops TO ava_dashboard_app;
GRANT SELECT ON growth_stage_reports TO ava_dashboard_app;
GRANT SELECT ON incoming_messages TO ava_dashboard_app;
GRANT SELECT ON pending_messages TO ava_dashboard_app;
GRANT SELECT ON tasks TO ava_dashboard_app;
GRANT SELECT ON task_fields TO ava_dashboard_app;

-- Reading a sequence tells whether it lags behind its table; it can't be moved by this.
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ava_dashboard_app;

-- A decided draft changes these two columns, and puts what is sent into the conversation.
GRANT UPDATE (status, message_text) ON pending_messages TO ava_dashboard_app;
GRANT INSERT ON incoming_messages TO ava_dashboard_app;
GRANT USAGE ON SEQUENCE incoming_messages_id_seq TO ava_dashboard_app;

-- The health page counts the server's connections.
GRANT pg_monitor TO ava_dashboard_app;
