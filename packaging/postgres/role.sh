#!/bin/sh
# Run once by the image of PostgreSQL, as its superuser: the program's own role, which is none. A superuser is bound by no
# row-level security, and that is what keeps communes apart.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DATABASE_PASSWORD" -U postgres -d postgres <<'SQL'
CREATE ROLE doithoai LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE doithoai OWNER doithoai TEMPLATE template0 ENCODING 'UTF8';
SQL
