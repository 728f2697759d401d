-- A name leads to one person: who held it before is told apart by their number, until they log in again (lib/users/log-in.ts).
update users u set username = u.username || '~' || u.id
where exists (
  select from users other
  left join mapillary_accounts o on o.user_id = other.id
  left join mapillary_accounts a on a.user_id = u.id
  where other.username = u.username and other.id <> u.id
    and (coalesce(o.updated_at, '-infinity'), other.id) > (coalesce(a.updated_at, '-infinity'), u.id)
);
--> statement-breakpoint
-- A program has one token for each person, its newest, which may announce uploads and nothing else.
update api_tokens t set revoked_at = now()
where t.kind = 'client' and t.revoked_at is null and exists (
  select from api_tokens newer
  where newer.user_id = t.user_id and newer.client_id = t.client_id and newer.revoked_at is null and newer.id > t.id
);
--> statement-breakpoint
update api_tokens set scopes = array['upload'], expires_at = least(expires_at, now() + interval '90 days')
where kind = 'client' and revoked_at is null;
