import type { Line } from './line'
import { importSequence, withProduct } from './measure'

const LATENCY_MS = 50
const TOLERANCE = 0.1

type Sample = { photos: number; seconds: number; rows: number; app: number; runner: number }

/** What a photo costs in sequences of growing length: time, rows written, statements. Every size on an empty product. */
export async function measureGrowth({ sizes }: { sizes: number[] }): Promise<Line[]> {
  const samples: Sample[] = []
  for (const photos of sizes) samples.push(await measure(photos))
  return samples.flatMap((sample, index) => {
    const smaller = samples[index - 1]
    return smaller ? [growthLine(sample, smaller, samples[0] ?? smaller)] : []
  })
}

function measure(photos: number): Promise<Sample> {
  const options = { sequences: [{ photos, originalBytes: 10_000 }], latencyMs: LATENCY_MS }
  return withProduct(options, async (product, upstream) => {
    const rowsBefore = await product.rowsWritten()
    await product.resetStatements()
    const seconds = await importSequence(product, upstream)
    const statements = await product.statements()
    return { photos, seconds, rows: (await product.rowsWritten()) - rowsBefore, ...statements }
  })
}

/** An import's fixed costs weigh on short sequences; what must not grow is the cost of each further photo. */
function growthLine(sample: Sample, smaller: Sample, first: Sample): Line {
  const { photos, seconds, rows, app, runner } = sample
  const timeGrowth = seconds / photos / (smaller.seconds / smaller.photos) - 1
  const rowGrowth = rows / photos / (smaller.rows / smaller.photos) - 1
  return {
    name: `Growth to ${photos}`,
    measured: describe(sample),
    baseline: describe(smaller),
    goal: `time and rows ≤ +${TOLERANCE * 100} %: ${percent(timeGrowth)}, ${percent(rowGrowth)}`,
    isMet: timeGrowth <= TOLERANCE && rowGrowth <= TOLERANCE,
    values: { first, smaller, photos, seconds, rows, statements: { app, runner }, timeGrowth, rowGrowth },
  }
}

function describe({ photos, seconds, rows, app, runner }: Sample): string {
  const each = (value: number, digits: number) => (value / photos).toFixed(digits)
  return `${photos}: ${each(seconds * 1000, 2)} ms, ${each(rows, 1)} rows, ${each(app, 2)} + ${each(runner, 2)} statements a photo`
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`
}
