import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { notices } from '@/db/schema/people/notices'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { DIGEST_HOUR, URGENT_KINDS } from '@/lib/model/people/mail'

const DECIDED_WITHIN = sql`interval '3 days'` // what was decided while no mail was sent is told no later

/**
 * Makes the mails that are due: urgent notices, the digests of the day, decisions to who reported. Each notice gets into one mail, and each
 * report, whoever plans at the same time. Safe to repeat.
 */
export async function planMails(db: Db, now = new Date()): Promise<void> {
  await planUrgent(db)
  if (now.getUTCHours() >= DIGEST_HOUR) await planDigests(db, now.toISOString().slice(0, 10))
  await planDecisions(db)
}

async function planUrgent(db: Db): Promise<void> {
  const isUrgent = sql`a.schedule in ('urgent', 'urgent_only') and ${inKinds(URGENT_KINDS)}`
  await db.execute(sql`
    with wanted as (
      select n.id, n.user_id from ${mailAddresses} a join ${users} u on u.id = a.user_id join ${notices} n on n.user_id = a.user_id
      where a.address is not null and u.deleting_at is null and ${isUrgent} and ${isUnmailed}
    ), ${makeMails('urgent')}`)
}

/** A day counts as done also for who has nothing new: what comes later is told the day after. */
async function planDigests(db: Db, day: string): Promise<void> {
  await db.execute(sql`
    with a as (
      update ${mailAddresses} a set digest_on = ${day} from ${users} u
      where u.id = a.user_id and u.deleting_at is null and a.address is not null and a.schedule in ('urgent', 'daily')
        and (a.digest_on is null or a.digest_on < ${day})
      returning a.user_id, a.mailed_since
    ), wanted as (
      select n.id, n.user_id from a join ${notices} n on n.user_id = a.user_id where ${isUnmailed}
    ), ${makeMails('digest')}`)
}

const isUnmailed = sql`n.read_at is null and n.mail_id is null and n.created_at >= a.mailed_since`

/** One mail for each person of `wanted`. A notice that somebody else put into a mail meanwhile stays in that one. */
function makeMails(kind: 'urgent' | 'digest'): SQL {
  return sql`
    made as (
      insert into ${mails} (kind, user_id) select distinct ${kind}, user_id from wanted returning id, user_id
    )
    update ${notices} n set mail_id = made.id from made, wanted
    where wanted.id = n.id and made.user_id = n.user_id and n.mail_id is null`
}

function inKinds(kinds: readonly string[]): SQL {
  const names = kinds.map((kind) => sql`${kind}`)
  return sql`n.kind in (${sql.join(names, sql`, `)})`
}

/**
 * Of reports of one address about the same thing for the same reason, which are decided together, one is told of; again when the decision has
 * changed since.
 */
async function planDecisions(db: Db): Promise<void> {
  await db.execute(sql`
    insert into ${mails} (kind, report_id, decision, decided_at, state)
    select 'decision', r.id, r.decision, r.decided_at, case when row_number() over (
      partition by lower(r.email), r.photo_id, r.sequence_id, r.user_id, r.reason order by r.id) = 1 then 'waiting' else 'dropped' end
    from ${reports} r
    where r.state = 'decided' and r.email is not null and not r.is_trapped and r.decided_at > now() - ${DECIDED_WITHIN}
      and r.decision is distinct from (select m.decision from ${mails} m where m.report_id = r.id order by m.id desc limit 1)
    on conflict (report_id, decided_at) do nothing`)
}
