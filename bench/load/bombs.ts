import { Agent, request } from 'undici'
import type { Line } from '../import/line'
import type { LoadBench } from './types'
import { measureBeside } from './visitors'

const GOAL = 2

/** Fifty pictures of 240 megapixels are asked for at once, none of them twice. */
export async function measureBombs(bench: LoadBench): Promise<Line[]> {
  const { bombs } = bench.scene
  const name = `${bombs.length} image bombs`
  return [await measureBeside(bench, { name, goal: GOAL, trouble: (signal) => askForBombs(bench, signal) })]
}

async function askForBombs({ url, scene }: LoadBench, signal: AbortSignal): Promise<string> {
  const agent = new Agent({ headersTimeout: 0 })
  const headers = { 'x-forwarded-for': '10.8.8.8' }
  let answered = 0
  const ask = async (path: string) => {
    const { body } = await request(url + path, { dispatcher: agent, headers, signal })
    await body.dump()
    answered += 1
  }
  await Promise.allSettled(scene.bombs.map(ask))
  await agent.close()
  return `${answered} of them answered`
}
