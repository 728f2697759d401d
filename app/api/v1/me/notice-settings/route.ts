import { on, serve } from '@/app/api/serve'
import { env } from '@/lib/config/env'
import { getFeedRevision, getWantedKinds, renewFeed, setWantedKinds } from '@/lib/notices/notice-settings'
import * as api from '@/lib/server/api/routes/notices'
import { feedAddress } from '@/lib/server/notices/feed-address'
import { runtime } from '@/lib/server/runtime'

async function settingsOf(userId: number) {
  const { db } = runtime()
  const revision = await getFeedRevision(db, userId)
  return { kinds: await getWantedKinds(db, userId), feed: feedAddress(env(), { userId, revision }) }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getNoticeSettings, async ({ viewer: userId }) => ({ status: 200, body: await settingsOf(userId) })),
  on(api.changeNoticeSettings, async ({ body: { kinds = {}, renewFeed: isRenewed }, viewer: userId }) => {
    const { db } = runtime()
    await setWantedKinds(db, { userId, kinds })
    if (isRenewed) await renewFeed(db, userId)
    return { status: 200, body: await settingsOf(userId) }
  }),
)
