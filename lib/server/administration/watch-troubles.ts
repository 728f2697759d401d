import type { Db } from '@/db/client'
import { findTroubles, type Surroundings } from '@/lib/administration/find-troubles'
import { type FoundTrouble, noteTroubles, tellTroubles } from '@/lib/administration/note-troubles'
import { TROUBLE_LABELS, type TroubleKind } from '@/lib/model/troubles'
import { log } from '@/lib/server/log'

const EVERY_MS = 30_000
const WEBHOOK_TIMEOUT_MS = 10_000

type Tools = {
  db: Db
  surroundings: Surroundings
  webhookUrl: string | undefined
  siteUrl: string
  note: (trouble: FoundTrouble) => void // in the log
}

/** Looks every half minute whether something is wrong. What was wrong twice in a row is noted and told to the webhook once. */
export function watchTroubles(tools: Tools, everyMs = EVERY_MS): void {
  const look = createTroubleWatch(tools)
  const lookAndGoOn = () =>
    look()
      .catch((error: unknown) => log().error({ reason: String(error) }, 'Troubles cannot be looked for or told'))
      .finally(() => setTimeout(lookAndGoOn, everyMs).unref())
  setTimeout(lookAndGoOn, everyMs).unref() // parts that start with this process are not there yet
}

/** One look. What was not there at the look before may be over in a moment: it waits for the next one. */
export function createTroubleWatch({ db, surroundings, webhookUrl, siteUrl, note }: Tools): () => Promise<void> {
  let before = new Set<TroubleKind>()
  return async () => {
    const found = await findTroubles(db, surroundings)
    const lasting = found.filter(({ kind }) => before.has(kind))
    before = new Set(found.map(({ kind }) => kind))
    for (const trouble of await noteTroubles(db, lasting)) note(trouble)
    if (webhookUrl !== undefined) await tellTroubles(db, (trouble) => postTrouble(webhookUrl, siteUrl, trouble))
  }
}

/** `text` is what Slack, Mattermost and others show; the rest is for programs. */
async function postTrouble(webhookUrl: string, siteUrl: string, { kind, words }: FoundTrouble): Promise<void> {
  const url = new URL('/admin', siteUrl).href
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `${TROUBLE_LABELS[kind]}: ${words} ${url}`, kind, words, url }),
    signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`The webhook answered ${response.status}`)
}
