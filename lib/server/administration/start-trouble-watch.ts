import { statfs } from 'node:fs/promises'
import { env } from '@/lib/config/env'
import { describeStoreTrouble } from '@/lib/manifests/describe-store-trouble'
import { TROUBLE_LABELS } from '@/lib/model/troubles'
import { log } from '@/lib/server/log'
import { sendsMail } from '@/lib/server/mail/mail-tools'
import { readiness, runtime } from '@/lib/server/runtime'
import { watchTroubles } from './watch-troubles'

/** Begins to look for troubles of this instance, in each web server. */
export function startTroubleWatch(): void {
  const { db, backup } = runtime()
  watchTroubles({
    db,
    webhookUrl: env().ALERT_WEBHOOK_URL,
    siteUrl: env().NEXTAUTH_URL,
    note: ({ kind, words }) => log().error({ event: 'trouble', kind, words }, TROUBLE_LABELS[kind]),
    surroundings: {
      backup: () => describeStoreTrouble({ db, backup }),
      isRunnerThere: async () => (await readiness()()).parts.runner === 'ok',
      sendsMail: sendsMail(),
      disks: async () => [
        { name: 'the data folder', space: await spaceOf(env().MTP_DATA_DIR) },
        ...(backup.space ? [{ name: 'the backup', space: await backup.space() }] : []),
      ],
    },
  })
}

async function spaceOf(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}
