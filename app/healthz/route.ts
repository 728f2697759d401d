import { on, serve } from '@/app/api/serve'
import { getHealth } from '@/lib/server/api/routes/system'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getHealth, async () => ({
    status: 200,
    body: { status: 'ok' as const },
    headers: { 'cache-control': 'no-store' },
  })),
)
