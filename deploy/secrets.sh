#!/bin/sh
# Writes the secrets of compose.yaml into .env, each one once. What is there stays as it is.
set -eu
cd "$(dirname "$0")/.."
umask 077
touch .env

keep() {
  grep -q "^$1=" .env || printf '%s=%s\n' "$1" "$2" >>.env
}

keep POSTGRES_PASSWORD "$(openssl rand -hex 24)"
keep NEXTAUTH_SECRET "$(openssl rand -hex 32)"
keep TOKEN_ENCRYPTION_KEY "$(openssl rand -base64 32)"
keep INNGEST_EVENT_KEY "$(openssl rand -hex 16)"
keep INNGEST_SIGNING_KEY "$(openssl rand -hex 32)"
keep GARAGE_RPC_SECRET "$(openssl rand -hex 32)"
keep S3_ACCESS_KEY_ID "GK$(openssl rand -hex 12)"
keep S3_SECRET_ACCESS_KEY "$(openssl rand -hex 32)"
echo 'The secrets are in .env. Keep a copy of it elsewhere: without TOKEN_ENCRYPTION_KEY stored logins cannot be read.'
