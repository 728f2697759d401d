import { InngestTestEngine } from '@inngest/test'
import { expect, test } from 'vitest'
import { sweepImports } from '@/inngest/functions/sweep-imports'

test('the sweep runs each minute, as one step that is not tried again before the next', async () => {
  const steps: string[] = []
  const engine = new InngestTestEngine({
    function: sweepImports,
    steps: [
      {
        id: 'send-again',
        handler() {
          steps.push('send-again')
          return { sent: 2 }
        },
      },
    ],
  })
  const { result } = await engine.execute()
  expect(result).toEqual({ sent: 2 })
  expect(steps).toEqual(['send-again'])
  expect(sweepImports.opts).toMatchObject({ id: 'sweep-imports', triggers: [{ cron: '* * * * *' }], retries: 0 })
})
