#!/bin/sh
# Once, when the database is made: the owner's role migrates, the application's owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres \
  -v owner="$(cat /run/secrets/owner_password)" -v app="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE holdfast_owner LOGIN PASSWORD :'owner';
CREATE ROLE holdfast_app LOGIN PASSWORD :'app';
CREATE DATABASE holdfast OWNER holdfast_owner;
SQL
