import { on, serve } from '@/app/api/serve'
import { getVault } from '@/lib/server/api/routes/vault'
import { describeVault } from '@/lib/server/vault/describe-vault'
import { vaultTools } from '@/lib/server/vault/tools'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getVault, async ({ query, viewer, origin }) => ({
    status: 200,
    body: await describeVault(vaultTools(), { ownerId: viewer, sequenceId: query.sequence ?? null, origin }),
  })),
)
